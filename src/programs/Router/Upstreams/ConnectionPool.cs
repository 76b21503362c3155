using System.Net;
using System.Net.Sockets;

namespace Ingot.Router.Upstreams;

/// <summary>The connections to one address. Idle ones are kept in order of use, so the first taken is the one used last.</summary>
internal sealed class ConnectionPool(EndPoint address, TimeProvider time)
{
    /// <summary>CF: for at most 90 s.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Below CF's 5 s: an instance whose queue of connections is full hangs, and nothing was sent to it.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly List<UpstreamConnection> idle = [];
    private readonly HashSet<UpstreamConnection> busy = [];
    private bool closed;

    /// <summary>How many are kept. CF: 100 per endpoint.</summary>
    public int MaxIdle { get; init; } = 100;

    /// <summary>A connection that has been idle for at most <paramref name="maxIdle"/>, or null.</summary>
    public UpstreamConnection? TakeIdle(TimeSpan maxIdle)
    {
        while (PopYoungest(maxIdle) is { } connection)
        {
            if (connection.IsUsable)
                return connection;
            Close(connection);
        }
        return null;
    }

    /// <summary>A new connection, or null when nobody accepts it.</summary>
    public async ValueTask<UpstreamConnection?> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(address, timeout.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
        var connection = new UpstreamConnection(socket);
        lock (gate)
            busy.Add(connection);
        return connection;
    }

    /// <summary>Takes back a connection whose answer was read to its end.</summary>
    public void Return(UpstreamConnection connection)
    {
        connection.Deadline = long.MaxValue;
        connection.IdleSince = time.GetTimestamp();
        lock (gate)
        {
            if (!closed && idle.Count < MaxIdle)
            {
                busy.Remove(connection);
                idle.Add(connection);
                return;
            }
        }
        Close(connection);
    }

    public void Close(UpstreamConnection connection)
    {
        lock (gate)
            busy.Remove(connection);
        connection.Dispose();
    }

    /// <summary>Closes what has been idle for too long and breaks what has been busy for too long.</summary>
    public void Sweep()
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var old = 0;
            while (old < idle.Count && time.GetElapsedTime(idle[old].IdleSince, now) > IdleTimeout)
                idle[old++].Dispose();
            idle.RemoveRange(0, old);
            foreach (var connection in busy)
                connection.AbortIfLate(now);
        }
    }

    /// <summary>Sends those requests elsewhere that may be and have no byte of an answer yet.</summary>
    public void MoveWaiting()
    {
        lock (gate)
        {
            foreach (var connection in busy)
                connection.TryMove();
        }
    }

    /// <summary>Closes the idle connections now and the busy ones when they are returned.</summary>
    public void CloseIdle()
    {
        lock (gate)
        {
            closed = true;
            foreach (var connection in idle)
                connection.Dispose();
            idle.Clear();
        }
    }

    private UpstreamConnection? PopYoungest(TimeSpan maxIdle)
    {
        lock (gate)
        {
            if (idle.Count == 0 || time.GetElapsedTime(idle[^1].IdleSince) > maxIdle)
                return null;
            var connection = idle[^1];
            idle.RemoveAt(idle.Count - 1);
            busy.Add(connection);
            return connection;
        }
    }
}
