using System.IO.Compression;
using Ingot.Lifecycle.Failures;
using Ingot.Model.Packages;

namespace Ingot.Lifecycle.Packages;

/// <summary>Unpacks an app's package: a zip with Unix mode bits and symbolic links, written by somebody we do not know.</summary>
internal static class PackageArchive
{
    private const UnixFileMode DefaultFileMode = (UnixFileMode)0b110_100_100;
    private const UnixFileMode DefaultFolderMode = (UnixFileMode)0b111_101_101;

    /// <summary>Unpacks into an existing folder. Nothing outside that folder is touched, or reachable by a link of the package.</summary>
    /// <exception cref="StagingFailedException">The zip is broken, or holds a path or link that leads out of the folder.</exception>
    public static void Unpack(string package, string root)
    {
        try
        {
            using var zip = ZipFile.OpenRead(package);
            var entries = zip.Entries.Select(entry => (Entry: entry, Path: SafePath(root, entry.FullName))).ToList();

            // Links come last, so that no file is written through one.
            var room = Package.MaximumBytes;
            foreach (var (entry, path) in entries)
                room -= Write(entry, path, room);
            var links = entries.Where(item => ZipModes.KindOf(item.Entry) == ZipEntryKind.Link).ToList();
            foreach (var (entry, path) in links)
            {
                WriteLink(entry, path);
                Check(root, entry, path);
            }

            // Once more: a link may go through one that came later.
            foreach (var (entry, path) in links)
                Check(root, entry, path);

            // Modes of folders come after their content: a folder may be read-only.
            foreach (var (entry, path) in entries.Where(item => ZipModes.KindOf(item.Entry) == ZipEntryKind.Folder))
                File.SetUnixFileMode(
                    path,
                    Mode(entry, DefaultFolderMode) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
        }
        catch (InvalidDataException broken)
        {
            throw Refused(broken.Message);
        }
        catch (PathTooLongException tooLong)
        {
            throw Refused(tooLong.Message);
        }
    }

    /// <summary>Returns the bytes written.</summary>
    private static long Write(ZipArchiveEntry entry, string path, long room)
    {
        switch (ZipModes.KindOf(entry))
        {
            case ZipEntryKind.Folder:
                Directory.CreateDirectory(path);
                return 0;
            case ZipEntryKind.File:
                CreateParent(entry, path);
                var mode = Mode(entry, DefaultFileMode) | UnixFileMode.UserRead | UnixFileMode.UserWrite;
                long bytes;
                using (var content = entry.Open())
                using (var file = OpenForWriting(entry, path))
                    bytes = Copy(content, file, room);
                File.SetUnixFileMode(path, mode);
                return bytes;
            case ZipEntryKind.Link:
                return 0;
            default:
                throw Refused($"{entry.FullName} is neither a file, a folder nor a link");
        }
    }

    /// <summary>What an entry says of its size need not be true, so what comes out of it is counted.</summary>
    private static long Copy(Stream content, Stream file, long room)
    {
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        while (content.Read(buffer) is var count and > 0)
        {
            bytes += count;
            if (bytes > room)
                throw Refused($"Package may not be larger than {Package.MaximumBytes} bytes");
            file.Write(buffer.AsSpan(0, count));
        }
        return bytes;
    }

    private static FileStream OpenForWriting(ZipArchiveEntry entry, string path) =>
        Directory.Exists(path) ? throw Refused($"{entry.FullName} is a file and a folder") : File.Create(path);

    private static void WriteLink(ZipArchiveEntry entry, string path)
    {
        using var reader = new StreamReader(entry.Open());
        var target = reader.ReadToEnd();
        if (target.Length == 0 || Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            throw Refused($"the link {entry.FullName} is empty or comes twice");
        CreateParent(entry, path);
        File.CreateSymbolicLink(path, target);
    }

    private static void Check(string root, ZipArchiveEntry entry, string path)
    {
        if (!LinkFence.StaysInside(root, path))
            throw Refused($"the link {entry.FullName} leads out of the app");
    }

    private static void CreateParent(ZipArchiveEntry entry, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (IOException) when (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw Refused($"{entry.FullName} lies in something that is not a folder");
        }
    }

    private static string SafePath(string root, string name)
    {
        var parts = name.Split('/');
        if (name.Length == 0 || name[0] == '/' || name.Contains('\0') || parts.Contains(".."))
            throw Refused($"the path {name} leads out of the app");
        return Path.Combine(root, Path.Combine([.. parts.Where(part => part is not ("" or "."))]));
    }

    private static UnixFileMode Mode(ZipArchiveEntry entry, UnixFileMode otherwise) =>
        ZipModes.PermissionsOf(entry) is var mode and not UnixFileMode.None ? mode : otherwise;

    private static StagingFailedException Refused(string reason) => new(StagingExit.Failed, $"The app package is invalid: {reason}.");
}
