using System.Buffers;
using System.Globalization;
using System.Text;
using Ingot.Router.Threads;
using Ingot.Router.Upstreams;

namespace Ingot.Router.Forwarding;

/// <summary>Passes a request's body on while it comes in.</summary>
internal static class RequestBody
{
    /// <summary>Bytes per send; large enough to be cheap, small enough to keep every connection's buffer small.</summary>
    private const int SliceSize = 64 * 1024;
    private static readonly TimeSpan SkipTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sends the head that is already in the connection's buffer, with what has come of the body, then the rest; false when the
    /// connection broke. What goes wrong on the client's side throws. While nothing could be sent, nothing is taken from the client.
    /// </summary>
    public static async Task<bool> SendAsync(ProxyRequest request, UpstreamConnection connection)
    {
        var reader = request.Context.Request.BodyReader;
        var isChunked = request.Context.Request.ContentLength is null;
        var output = connection.Outgoing;
        if (!reader.TryRead(out var read))
        {
            if (!await connection.SendAsync(output.WrittenMemory))
                return false;
            output.ResetWrittenCount();
            read = await reader.ReadAsync(CancellationToken.None); // Ends by CancelPendingRead, or with the client's connection.
        }
        while (!read.IsCanceled)
        {
            var slice = read.Buffer.Length > SliceSize ? read.Buffer.Slice(0, SliceSize) : read.Buffer;
            var isLast = read.IsCompleted && slice.Length == read.Buffer.Length;
            Write(output, slice, isChunked);
            if (isLast && isChunked)
                output.Write("0\r\n\r\n"u8);
            var isSent = await connection.SendAsync(output.WrittenMemory);
            if (!isSent && !connection.HasSent)
                break;
            output.ResetWrittenCount();
            request.ReceivedBytes += slice.Length;
            request.IsBodyTaken = isLast;
            reader.AdvanceTo(slice.End);
            if (isLast || !isSent)
                return isSent;
            read = await reader.ReadAsync(CancellationToken.None);
        }
        reader.AdvanceTo(read.Buffer.Start);
        return false;
    }

    /// <summary>
    /// Lets the rest of the body come to nothing, after the answer: a client that is still sending when the connection is closed would
    /// not read the answer. Kestrel would do the same, without letting others have their turn.
    /// </summary>
    public static async Task SkipAsync(ProxyRequest request, TimeProvider time)
    {
        var context = request.Context;
        using var limit = new CancellationTokenSource(SkipTimeout, time);
        try
        {
            await context.Response.CompleteAsync();
            var reader = context.Request.BodyReader;
            while (!request.IsBodyTaken)
            {
                if (Turns.IsOver())
                    await Task.Yield();
                var read = await reader.ReadAsync(limit.Token);
                reader.AdvanceTo(read.Buffer.End);
                request.IsBodyTaken = read.IsCompleted;
                limit.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            // Malformed, or broken off; Kestrel closes the connection.
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySequence<byte> slice, bool isChunked)
    {
        if (slice.IsEmpty)
            return;
        if (isChunked)
            output.Write(Encoding.ASCII.GetBytes(slice.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
        foreach (var segment in slice)
            output.Write(segment.Span);
        if (isChunked)
            output.Write("\r\n"u8);
    }
}
