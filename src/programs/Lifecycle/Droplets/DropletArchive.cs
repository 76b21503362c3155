using System.Formats.Tar;
using System.IO.Compression;

namespace Ingot.Lifecycle.Droplets;

/// <summary>Writes a droplet: a gzipped tar of the layout, paths starting with <c>./</c>, in name order, without owners.</summary>
internal static class DropletArchive
{
    /// <summary>Packs the folder into a new file.</summary>
    public static void Write(string root, string droplet)
    {
        using var file = File.Create(droplet);
        // A droplet travels within one machine or cluster: time counts for more than size.
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        WriteFolder(tar, new DirectoryInfo(root), "./");
    }

    private static void WriteFolder(TarWriter tar, DirectoryInfo folder, string prefix)
    {
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            var name = prefix + item.Name;
            if (item.LinkTarget is { } target)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
            else if (item is DirectoryInfo inner)
            {
                tar.WriteEntry(With(item, new PaxTarEntry(TarEntryType.Directory, name + "/")));
                WriteFolder(tar, inner, name + "/");
            }
            else
                WriteFile(tar, (FileInfo)item, name);
        }
    }

    private static void WriteFile(TarWriter tar, FileInfo file, string name)
    {
        using var content = file.OpenRead();
        var entry = With(file, new PaxTarEntry(TarEntryType.RegularFile, name));
        entry.DataStream = content;
        tar.WriteEntry(entry);
    }

    private static PaxTarEntry With(FileSystemInfo item, PaxTarEntry entry)
    {
        entry.Mode = item.UnixFileMode;
        entry.ModificationTime = new DateTimeOffset(item.LastWriteTimeUtc);
        return entry;
    }
}
