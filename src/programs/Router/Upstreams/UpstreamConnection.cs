using System.Buffers;
using System.Net.Sockets;
using Ingot.Router.Threads;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Upstreams;

/// <summary>
/// One TCP or Unix connection to an endpoint, used by one request at a time. Broken I/O is a return value here: it is the ordinary end of
/// a killed instance, and exceptions cost.
/// </summary>
internal sealed class UpstreamConnection(Socket socket) : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private const int LargestBuffer = 1024 * 1024;

    private byte[] buffer = new byte[BufferSize];
    private const int Stays = 0;
    private const int MayBeMoved = 1;
    private const int Moved = 2;

    private int move;
    private int start;
    private int end;

    /// <summary>Bytes on their way out: the head of a request, then slices of its body.</summary>
    public ArrayBufferWriter<byte> Outgoing { get; } = new(2048);

    /// <summary>Received and not yet consumed.</summary>
    public ReadOnlyMemory<byte> Buffered => buffer.AsMemory(start, end - start);

    /// <summary>Timestamp of <see cref="TimeProvider"/> at which the connection became idle; meaningless while it is used.</summary>
    public long IdleSince { get; set; }

    /// <summary>Timestamp after which the request under way is given up.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Whose request is under way.</summary>
    public HttpContext? Client { get; private set; }

    public bool TimedOut { get; private set; }

    /// <summary>True once the request goes to another endpoint; what this one still sends is no answer.</summary>
    public bool IsMoved => Volatile.Read(ref move) == Moved;

    /// <summary>Whether any byte of the request under way was sent.</summary>
    public bool HasSent { get; private set; }

    /// <summary>True once the connection ended in any other way than by being closed orderly.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>False when an idle connection has been closed by the other side, or has bytes nobody asked for.</summary>
    public bool IsUsable
    {
        get
        {
            try
            {
                return !socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Gets ready for a request.</summary>
    /// <param name="deadline">When it is given up.</param>
    /// <param name="mayMove">Whether it may go to another endpoint, until the first byte of its answer comes.</param>
    public void Begin(HttpContext client, long deadline, bool mayMove)
    {
        (Client, Deadline, HasSent) = (client, deadline, false);
        Volatile.Write(ref move, mayMove ? MayBeMoved : Stays);
    }

    /// <summary>Receives more bytes behind the buffered ones; false when the connection ended or the buffer is full.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (start == end)
            start = end = 0;
        if (end == buffer.Length && !MakeRoom())
            return false;
        try
        {
            if (Turns.IsOver())
                await Task.Yield();
            var received = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None);
            if (received == 0 || Interlocked.CompareExchange(ref move, Stays, MayBeMoved) == Moved)
                return false;
            end += received;
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            IsBroken = true;
            return false;
        }
    }

    public void Consume(int count) => start += count;

    /// <summary>Sends all bytes; false when the connection broke.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (Turns.IsOver())
                await Task.Yield();
            while (bytes.Length > 0)
            {
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
                HasSent = true;
            }
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            IsBroken = true;
            return false;
        }
    }

    /// <summary>Breaks the connection, waking whoever waits for it. May be called from any thread.</summary>
    public void Abort() => socket.Dispose();

    /// <summary>Breaks the connection if its request may go elsewhere.</summary>
    public void TryMove()
    {
        if (Interlocked.CompareExchange(ref move, Moved, MayBeMoved) == MayBeMoved)
            Abort();
    }

    public void AbortIfLate(long now)
    {
        if (now < Deadline)
            return;
        TimedOut = true;
        Abort();
        // A client that does not read its answer holds the request here, whatever becomes of the connection.
        if (Client is { Response.HasStarted: true })
            Client.Abort();
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Only heads of answers pile up; bodies are consumed as they come.</summary>
    private bool MakeRoom()
    {
        var used = end - start;
        if (used == LargestBuffer)
            return false;
        if (start == 0)
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LargestBuffer));
        else
            Buffer.BlockCopy(buffer, start, buffer, 0, used);
        (start, end) = (0, used);
        return true;
    }
}
