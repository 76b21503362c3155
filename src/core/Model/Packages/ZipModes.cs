using System.IO.Compression;

namespace Ingot.Model.Packages;

/// <summary>What an entry of a zip becomes when it is unpacked.</summary>
public enum ZipEntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a device or a socket.</summary>
    Special,
}

/// <summary>The Unix mode inside a zip's entry: the upper half of its external attributes.</summary>
public static class ZipModes
{
    private const int TypeMask = 0xF000;
    private const int Link = 0xA000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int PermissionMask = 0x1FF;

    /// <summary>A slash at the end outweighs the mode: the official client writes folders with that of a regular file.</summary>
    public static ZipEntryKind KindOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith('/')
            ? ZipEntryKind.Folder
            : (ModeOf(entry) & TypeMask) switch
            {
                0 or RegularFile => ZipEntryKind.File,
                Folder => ZipEntryKind.Folder,
                Link => ZipEntryKind.Link,
                _ => ZipEntryKind.Special,
            };

    /// <summary>The nine bits; set-user-id and its like are dropped. None when the entry does not tell.</summary>
    public static UnixFileMode PermissionsOf(ZipArchiveEntry entry) => (UnixFileMode)(ModeOf(entry) & PermissionMask);

    /// <summary>The external attributes of a file, folder or link.</summary>
    public static int Attributes(ZipEntryKind kind, UnixFileMode permissions)
    {
        var type = kind switch
        {
            ZipEntryKind.File => RegularFile,
            ZipEntryKind.Folder => Folder,
            ZipEntryKind.Link => Link,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Such a thing is not packed."),
        };
        return (type | (int)permissions) << 16;
    }

    private static int ModeOf(ZipArchiveEntry entry) => entry.ExternalAttributes >>> 16;
}
