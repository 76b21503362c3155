using System.IO.Compression;

namespace Ingot.Api.Tests.Support;

/// <summary>Zips as clients make them.</summary>
internal static class Zips
{
    public static byte[] Of(params (string Path, byte[] Content)[] entries) =>
        Of(zip =>
        {
            foreach (var (path, content) in entries)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        });

    public static byte[] Of(Action<ZipArchive> write)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            write(zip);
        return stream.ToArray();
    }

    /// <summary>Path, permissions in octal, and content of every entry.</summary>
    public static IReadOnlyList<(string Path, string Mode, byte[] Content)> Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry => (entry.FullName, Convert.ToString((entry.ExternalAttributes >> 16) & 0x1FF, 8), ContentOf(entry)))];
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
