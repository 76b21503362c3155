using System.IO.Compression;

namespace Ingot.Api.Packages;

/// <summary>What an entry of a zip becomes when it is unpacked.</summary>
internal enum ZipEntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a device or a socket.</summary>
    Special,
}

/// <summary>The Unix mode inside a zip's entry.</summary>
internal static class ZipModes
{
    private const int TypeMask = 0xF000;
    private const int Link = 0xA000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    public static bool IsLink(ZipArchiveEntry entry) => KindOf(entry) == ZipEntryKind.Link;

    /// <summary>A slash at the end outweighs the mode: the official client writes folders with that of a regular file.</summary>
    public static ZipEntryKind KindOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith('/')
            ? ZipEntryKind.Folder
            : ((entry.ExternalAttributes >>> 16) & TypeMask) switch
            {
                0 or RegularFile => ZipEntryKind.File,
                Folder => ZipEntryKind.Folder,
                Link => ZipEntryKind.Link,
                _ => ZipEntryKind.Special,
            };

    /// <param name="permissions">The nine bits of a regular file.</param>
    public static int OfFile(int permissions) => (RegularFile | permissions) << 16;
}
