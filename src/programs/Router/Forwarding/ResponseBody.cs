using Ingot.Router.Upstreams;

namespace Ingot.Router.Forwarding;

/// <summary>Passes an answer's body on while it comes in. Each method returns false when the body ended before its end.</summary>
internal static class ResponseBody
{
    public static async ValueTask<bool> CopyCountedAsync(ProxyRequest request, UpstreamConnection connection, long length)
    {
        while (length > 0)
        {
            if (connection.Buffered.IsEmpty && !await connection.FillAsync())
                return false;
            var part = connection.Buffered[..(int)Math.Min(length, connection.Buffered.Length)];
            await SendAsync(request, part);
            connection.Consume(part.Length);
            length -= part.Length;
        }
        return true;
    }

    /// <summary>Passes chunks on as they are, trailers included, or only the data in them for a client that knows no chunks.</summary>
    public static async ValueTask<bool> CopyChunkedAsync(ProxyRequest request, UpstreamConnection connection, bool keepChunks)
    {
        var framing = new ChunkedFraming();
        while (!framing.IsDone)
        {
            if (connection.Buffered.IsEmpty && !await connection.FillAsync())
                return false;
            var part = connection.Buffered;
            var data = 0;
            var taken = keepChunks ? TakeAll(framing, part.Span) : framing.Take(part.Span, out data);
            if (framing.IsInvalid)
                return false;
            await SendAsync(request, keepChunks ? part[..taken] : part.Slice(taken - data, data));
            connection.Consume(taken);
        }
        return true;
    }

    /// <summary>Passes everything on until the endpoint closes the connection, which is the end; breaking it is not.</summary>
    public static async ValueTask<bool> CopyAllAsync(ProxyRequest request, UpstreamConnection connection)
    {
        while (!connection.Buffered.IsEmpty || await connection.FillAsync())
        {
            var part = connection.Buffered;
            await SendAsync(request, part);
            connection.Consume(part.Length);
        }
        return !connection.IsBroken;
    }

    // No token on writes: a client that leaves breaks the upstream connection, and writes to it are void.
    private static async ValueTask SendAsync(ProxyRequest request, ReadOnlyMemory<byte> part)
    {
        request.SentBytes += part.Length;
        await request.Context.Response.BodyWriter.WriteAsync(part, CancellationToken.None);
    }

    private static int TakeAll(ChunkedFraming framing, ReadOnlySpan<byte> received)
    {
        var all = 0;
        while (all < received.Length && !framing.IsDone && !framing.IsInvalid)
            all += framing.Take(received[all..], out _);
        return all;
    }
}
