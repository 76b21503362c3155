using System.Net;

namespace Ingot.Cli.Pushing;

/// <summary>Sends one file as it is.</summary>
/// <param name="count">Is told the bytes that went by.</param>
internal sealed class FileContent(AppFile file, Action<int> count) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = new AppFileStream(file, count);
        await source.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.SizeBytes;
        return true;
    }
}
