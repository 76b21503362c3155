using System.Net;
using Ingot.Routing;

namespace Ingot.Router.Upstreams;

/// <summary>What may go wrong when an endpoint is asked to take a request.</summary>
internal enum Admission
{
    Entered,

    /// <summary>It was taken out of the table meanwhile; look the route up again.</summary>
    Removed,

    /// <summary>It has as many requests and tunnels as it may have.</summary>
    Full,
}

/// <summary>An instance as this router knows it: its connections, how busy it is, whether it failed lately. Lives from table to table.</summary>
/// <param name="becameIdle">Called when the last request of a removed endpoint ends.</param>
internal sealed class Endpoint(RouteEndpoint instance, EndPoint address, TimeProvider time, Action becameIdle)
{
    /// <summary>CF's limit of connections per endpoint.</summary>
    public const int MaxRequests = 500;

    /// <summary>CF: a failed endpoint is skipped for a quarter of the 120 s staleness threshold.</summary>
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(30);

    private int requests;
    private int tunnels;
    private bool removed;
    private long failedAt;
    private volatile bool failed;
    private volatile bool hung;
    private volatile bool probed;

    public RouteEndpoint Instance { get; } = instance;

    public ConnectionPool Connections { get; } = new(address, time);

    public string Address { get; } = address.ToString() ?? "";

    /// <summary>True while a request is under way; an upgraded connection does not count, since it has no end to wait for.</summary>
    public bool IsBusy => Volatile.Read(ref requests) > 0;

    public bool IsFailed => failed && time.GetElapsedTime(Volatile.Read(ref failedAt)) < FailurePause;

    /// <summary>Whether it accepts requests without beginning an answer.</summary>
    public bool IsHung
    {
        get => hung;
        set => hung = value;
    }

    /// <summary>Whether it is being asked how it is.</summary>
    public bool IsProbed
    {
        get => probed;
        set => probed = value;
    }

    /// <summary>Whether requests go elsewhere while there is another.</summary>
    public bool IsOut => IsHung || IsFailed;

    public Pulse Pulse { get; } = new();

    public Admission Enter()
    {
        // Counted first, checked after: either this request sees the removal, or the removal sees this request as busy.
        var count = Interlocked.Increment(ref requests) + Volatile.Read(ref tunnels);
        if (!Volatile.Read(ref removed) && count <= MaxRequests)
            return Admission.Entered;
        Leave();
        return Volatile.Read(ref removed) ? Admission.Removed : Admission.Full;
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref requests) == 0 && Volatile.Read(ref removed))
            becameIdle();
    }

    /// <summary>Turns an entered request into an upgraded connection, which ends with <see cref="LeaveTunnel"/>.</summary>
    public void EnterTunnel()
    {
        Interlocked.Increment(ref tunnels);
        Leave();
    }

    public void LeaveTunnel() => Interlocked.Decrement(ref tunnels);

    public void MarkFailed()
    {
        Volatile.Write(ref failedAt, time.GetTimestamp());
        failed = true;
    }

    public void ClearFailure() => failed = false;

    /// <summary>Admits no request any more.</summary>
    public void Remove()
    {
        Interlocked.Exchange(ref removed, value: true);
        Connections.CloseIdle();
    }
}
