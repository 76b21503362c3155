using System.IO.Compression;
using Ingot.Hosting;
using Ingot.Model.Packages;

namespace Ingot.Api.Packages;

/// <summary>Puts uploaded zips together with files of earlier packages.</summary>
internal static class PackageZip
{
    /// <summary>The largest part of a file's size that makes compressing it worth the time.</summary>
    private const double WorthCompressing = 0.9;

    /// <summary>Writes a new zip of an uploaded one and of files that are in earlier packages; the uploaded one wins where both have a path.</summary>
    /// <param name="target">The file to make.</param>
    /// <param name="bits">The uploaded zip, free of errors; null when everything was known.</param>
    /// <param name="files">What is taken from earlier packages, with the path and mode it gets.</param>
    /// <param name="directory">Where packages are.</param>
    /// <param name="cancellationToken">Given up by the client.</param>
    /// <returns>What was taken from earlier packages.</returns>
    public static async Task<IReadOnlyList<ResourceBody>> MergeAsync(
        string target,
        string? bits,
        IReadOnlyList<(ResourceBody Resource, PackageFile File)> files,
        DataDirectory directory,
        CancellationToken cancellationToken
    )
    {
        await using var merged = await ZipFile.OpenAsync(target, ZipArchiveMode.Create, cancellationToken);
        var written = new HashSet<string>();
        var taken = new List<ResourceBody>();
        if (bits is not null)
        {
            await using var uploaded = await ZipFile.OpenReadAsync(bits, cancellationToken);
            foreach (var entry in uploaded.Entries.Where(entry => written.Add(entry.FullName)))
                await CopyAsync(entry, merged, entry.FullName, entry.ExternalAttributes, cancellationToken);
        }
        foreach (var package in files.GroupBy(known => known.File.PackageGuid))
        {
            await using var earlier = await ZipFile.OpenReadAsync(directory.PackagePath(package.Key), cancellationToken);
            foreach (var (resource, file) in package.Where(known => written.Add(known.Resource.Path!)))
            {
                var attributes = ZipModes.Attributes(ZipEntryKind.File, resource.Permissions);
                await CopyAsync(earlier.GetEntry(file.Path)!, merged, resource.Path!, attributes, cancellationToken);
                taken.Add(resource);
            }
        }
        return taken;
    }

    private static async Task CopyAsync(ZipArchiveEntry source, ZipArchive merged, string path, int attributes, CancellationToken cancellationToken)
    {
        // What did not shrink the first time is not tried again.
        var isShrunk = source.CompressedLength < source.Length * WorthCompressing;
        var target = merged.CreateEntry(path, isShrunk ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        target.ExternalAttributes = attributes;
        target.LastWriteTime = source.LastWriteTime;
        if (ZipModes.KindOf(source) == ZipEntryKind.Folder)
            return;
        await using var from = await source.OpenAsync(cancellationToken);
        await using var to = await target.OpenAsync(cancellationToken);
        await from.CopyToAsync(to, cancellationToken);
    }
}
