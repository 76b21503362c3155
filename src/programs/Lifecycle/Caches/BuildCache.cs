using System.Formats.Tar;
using System.IO.Compression;
using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Droplets;

namespace Ingot.Lifecycle.Caches;

/// <summary>What buildpacks keep from one staging of an app to the next: a folder for each, in one archive.</summary>
internal sealed class BuildCache
{
    private const long MaximumMb = 512;
    private readonly string root;
    private readonly IReadOnlyList<string> before;

    private BuildCache(string root)
    {
        this.root = root;
        before = Content(root);
    }

    /// <summary>Unpacks the archive of the last staging into a new folder, if there is one. A damaged one counts as none.</summary>
    public static BuildCache Open(string root, string? archive)
    {
        Directory.CreateDirectory(root);
        if (!File.Exists(archive))
            return new BuildCache(root);
        try
        {
            using var file = File.OpenRead(archive);
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(gzip, root, overwriteFiles: false);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException)
        {
            Directory.Delete(root, recursive: true);
            Directory.CreateDirectory(root);
        }

        return new BuildCache(root);
    }

    /// <summary>The buildpack's own folder.</summary>
    public string FolderOf(string buildpack) => Directory.CreateDirectory(Path.Combine(root, buildpack)).FullName;

    /// <summary>Packs what the buildpacks that took part have left, if it has changed. What has grown too big is given up whole.</summary>
    public void Save(IEnumerable<string> buildpacks, string archive, StagingLog log)
    {
        foreach (var unused in Directory.GetDirectories(root).ExceptBy(buildpacks, Path.GetFileName))
            Directory.Delete(unused, recursive: true);
        if (Content(root).SequenceEqual(before))
            return;
        if (Files(root).Sum(file => file.Length) > MaximumMb << 20)
        {
            log.Warning($"The build cache has grown over {MaximumMb}M and is emptied.");
            Directory.Delete(root, recursive: true);
            Directory.CreateDirectory(root);
        }

        DropletArchive.Write(root, archive);
    }

    private static List<string> Content(string root) => [.. Files(root).Select(file => $"{file.FullName} {file.Length}").Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Files(string root) => new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories);
}
