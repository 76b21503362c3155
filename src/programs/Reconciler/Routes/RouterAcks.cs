using Ingot.Hosting;
using Ingot.Protocol.Routes;

namespace Ingot.Reconciler.Routes;

/// <summary>Which version every router goes by. A router is known by its word, and alive while its stream is open.</summary>
internal sealed class RouterAcks(RouteTableSource table)
{
    private readonly Lock gate = new();
    private readonly ChangeSignal changed = new();
    private readonly Dictionary<string, RouteTableAck> latest = [];

    /// <summary>Routers by when they last spoke, oldest first.</summary>
    private readonly List<string> order = [];
    private int openStreams;

    /// <summary>A router has spoken, come or gone.</summary>
    public event Action? Changed;

    /// <summary>Counts a stream as open until the result is disposed.</summary>
    public IDisposable Open()
    {
        lock (gate)
            openStreams++;
        Tell();
        return new Stream(this);
    }

    public void Take(RouteTableAck ack)
    {
        if (ack.Epoch != table.Epoch)
            return;
        lock (gate)
        {
            latest[ack.Router] = ack;
            order.Remove(ack.Router);
            order.Add(ack.Router);
            KeepTheLiving_NeedsLock();
        }
        Tell();
    }

    /// <summary>Whether at least one router is there and all that are go by this version or a later one.</summary>
    public bool HaveAll(long version)
    {
        lock (gate)
            return openStreams > 0 && order.Count == openStreams && latest.Values.All(ack => ack.Version >= version);
    }

    /// <summary>Whether a router has requests under way to an instance that is out of its table.</summary>
    public bool IsBusy(string instanceGuid)
    {
        lock (gate)
            return latest.Values.Any(ack => ack.Busy.Contains(instanceGuid));
    }

    /// <summary>Waits until the condition holds, at most so long; false when it did not.</summary>
    public async Task<bool> WaitAsync(Func<bool> condition, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        // The deadline and the end wake the wait like a router's word; see Loop for why it takes no token.
        var began = time.GetTimestamp();
        await using var deadline = time.CreateTimer(_ => changed.Set(), state: null, atMost, Timeout.InfiniteTimeSpan);
        await using var end = cancellationToken.Register(changed.Set);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = changed.Next;
            if (condition())
                return true;
            if (time.GetElapsedTime(began) >= atMost)
                return false;
            await next;
        }
    }

    private void Close()
    {
        lock (gate)
        {
            openStreams--;
            KeepTheLiving_NeedsLock();
        }
        Tell();
    }

    /// <summary>Streams carry no name, so of more routers than streams those that spoke last are the living ones.</summary>
    private void KeepTheLiving_NeedsLock()
    {
        while (order.Count > openStreams)
        {
            latest.Remove(order[0]);
            order.RemoveAt(0);
        }
    }

    private void Tell()
    {
        changed.Set();
        Changed?.Invoke();
    }

    private sealed class Stream(RouterAcks acks) : IDisposable
    {
        public void Dispose() => acks.Close();
    }
}
