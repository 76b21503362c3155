using System.IO.Compression;
using System.Text;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>Writes packages, honest and hostile ones.</summary>
internal sealed class Zip : IDisposable
{
    private const int RegularFile = 0x8000;
    private const int SymbolicLink = 0xA000;
    private readonly ZipArchive archive;

    public Zip(string path)
    {
        Path = path;
        archive = ZipFile.Open(path, ZipArchiveMode.Create);
    }

    public string Path { get; }

    public Zip File(string name, string text = "", int mode = 0b110_100_100) => Entry(name, text, RegularFile | mode);

    public Zip Link(string name, string target) => Entry(name, target, SymbolicLink | 0b111_111_111);

    /// <summary>An entry with any type and mode bits at all; 0 is what tools without them write.</summary>
    public Zip Entry(string name, string text, int mode) => Bytes(name, Encoding.UTF8.GetBytes(text), mode);

    public Zip Bytes(string name, byte[] bytes, int mode = RegularFile | 0b110_100_100)
    {
        var entry = archive.CreateEntry(name);
        entry.ExternalAttributes = mode << 16;
        using var content = entry.Open();
        content.Write(bytes);
        return this;
    }

    /// <summary>A folder's files, as a push sends them.</summary>
    public static string OfFolder(string folder, string path)
    {
        using var zip = new Zip(path);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = System.IO.Path.GetRelativePath(folder, file);
            if (!name.Split('/').Any(part => part is "bin" or "obj" or "__pycache__"))
                zip.Bytes(name, System.IO.File.ReadAllBytes(file), RegularFile | (int)System.IO.File.GetUnixFileMode(file));
        }

        return path;
    }

    public void Dispose() => archive.Dispose();
}
