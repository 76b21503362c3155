using Ingot.Router.Upstreams;
using Microsoft.AspNetCore.Http.Features;

namespace Ingot.Router.Forwarding;

/// <summary>Bytes both ways after an upgrade, until either side ends.</summary>
internal static class Tunnel
{
    private const int BufferSize = 16 * 1024;

    public static async Task RunAsync(ProxyRequest request, UpstreamConnection connection)
    {
        await using var client = await request.Context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var fromClient = CopyFromClientAsync(request, client, connection);
        await CopyToClientAsync(request, client, connection);
        // The instance ended: wake the other direction, whose client may stay silent.
        connection.Abort();
        request.Context.Abort();
        await fromClient;
    }

    private static async Task CopyToClientAsync(ProxyRequest request, Stream client, UpstreamConnection connection)
    {
        try
        {
            while (!connection.Buffered.IsEmpty || await connection.FillAsync())
            {
                var part = connection.Buffered;
                request.SentBytes += part.Length;
                await client.WriteAsync(part, CancellationToken.None);
                connection.Consume(part.Length);
            }
        }
        catch (IOException)
        {
            // The client left.
        }
    }

    private static async Task CopyFromClientAsync(ProxyRequest request, Stream client, UpstreamConnection connection)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await client.ReadAsync(buffer, CancellationToken.None) is > 0 and var read)
            {
                request.ReceivedBytes += read;
                if (!await connection.SendAsync(buffer.AsMemory(0, read)))
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client left.
        }
        connection.Abort();
    }
}
