using System.IO.Compression;
using System.Net;
using System.Text;
using Ingot.Model.Packages;

namespace Ingot.Cli.Pushing;

/// <summary>Zips files while they are sent; nothing is kept in memory or on disk.</summary>
/// <param name="count">Is told the bytes of files that went by.</param>
internal sealed class ZipContent(IReadOnlyList<AppFile> files, Action<int> count) : HttpContent
{
    /// <summary>The oldest time a zip can tell.</summary>
    private static readonly DateTimeOffset Oldest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var file in files)
        {
            await AddAsync(archive, file, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task AddAsync(ZipArchive archive, AppFile file, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(file.IsDirectory ? $"{file.Path}/" : file.Path, CompressionLevel.Fastest);
        var kind = file.IsDirectory ? ZipEntryKind.Folder : file.LinkTarget is null ? ZipEntryKind.File : ZipEntryKind.Link;
        entry.ExternalAttributes = ZipModes.Attributes(kind, file.Mode);
        var changed = new DateTimeOffset(file.ChangedAt);
        entry.LastWriteTime = changed < Oldest ? Oldest : changed;
        if (file.IsDirectory)
        {
            return;
        }
        await using var target = await entry.OpenAsync(cancellationToken);
        if (file.LinkTarget is { } link)
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(link), cancellationToken);
        }
        else
        {
            await using var source = new AppFileStream(file, count);
            await source.CopyToAsync(target, cancellationToken);
        }
    }
}
