using System.Net;
using System.Net.Sockets;

namespace Ingot.Cell.Ports;

/// <summary>
/// Gives instances their ports. One is given again only when its last instance has been forgotten, which comes after every router
/// acknowledged its removal, and 60 s after it ended: so no answer comes from the wrong app.
/// </summary>
internal sealed class PortPool(int first, int last, TimeProvider time, Func<int, bool>? isFree = null)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private readonly Lock choosing = new();
    private readonly Dictionary<int, Use> uses = [];
    private readonly Func<int, bool> isFree = isFree ?? CanBind;

    /// <summary>A port nobody uses, or null when there is none. The search begins anywhere, so a restarted cell does not begin with its old ones.</summary>
    public int? Take()
    {
        lock (choosing)
        {
            var count = last - first + 1;
            var start = Random.Shared.Next(count);
            for (var i = 0; i < count; i++)
            {
                var port = first + ((start + i) % count);
                if (uses.TryGetValue(port, out var use) && !HasRested(use))
                    continue;
                if (!isFree(port))
                    continue;
                uses[port] = new Use(EndedAt: null, Forgotten: false);
                return port;
            }
            return null;
        }
    }

    /// <summary>The instance that had the port ended.</summary>
    public void OnEnded(int port)
    {
        lock (choosing)
            uses[port] = uses[port] with { EndedAt = time.GetTimestamp() };
    }

    /// <summary>Nobody sends requests for the instance to the port any more.</summary>
    public void OnForgotten(int port)
    {
        lock (choosing)
            uses[port] = uses[port] with { Forgotten = true };
    }

    private bool HasRested(Use use) => use is { Forgotten: true, EndedAt: { } endedAt } && time.GetElapsedTime(endedAt) >= Rest;

    /// <summary>On all addresses, since an app may listen on any of them.</summary>
    private static bool CanBind(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <param name="EndedAt">A timestamp, because the clock may be set meanwhile.</param>
    private readonly record struct Use(long? EndedAt, bool Forgotten);
}
