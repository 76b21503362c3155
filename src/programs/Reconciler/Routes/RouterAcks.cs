using Ingot.Hosting;
using Ingot.Protocol.Routes;

namespace Ingot.Reconciler.Routes;

/// <summary>Which version every router goes by. A router is known by its word, and alive while its stream is open.</summary>
internal sealed class RouterAcks(RouteTableSource table)
{
    private readonly Lock gate = new();
    private readonly ChangeSignal changed = new();
    private readonly Dictionary<string, RouteTableAck> latest = [];

    /// <summary>A router for each open stream; one that has just opened another is there twice.</summary>
    private readonly List<string> living = [];

    /// <summary>A router has spoken, come or gone.</summary>
    public event Action? Changed;

    /// <summary>Counts a router's stream as open until the result is disposed.</summary>
    public IDisposable Open(string router)
    {
        lock (gate)
            living.Add(router);
        Tell();
        return new Stream(this, router);
    }

    public void Take(RouteTableAck ack)
    {
        if (ack.Epoch != table.Epoch)
            return;
        lock (gate)
        {
            if (living.Contains(ack.Router))
                latest[ack.Router] = ack;
        }
        Tell();
    }

    /// <summary>Whether at least one router is there and all that are go by this version or a later one.</summary>
    public bool HaveAll(long version)
    {
        lock (gate)
            return living.Count > 0 && living.TrueForAll(router => latest.TryGetValue(router, out var ack) && ack.Version >= version);
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

    private void Close(string router)
    {
        lock (gate)
        {
            living.Remove(router);
            if (!living.Contains(router))
                latest.Remove(router);
        }
        Tell();
    }

    private void Tell()
    {
        changed.Set();
        Changed?.Invoke();
    }

    private sealed class Stream(RouterAcks acks, string router) : IDisposable
    {
        public void Dispose() => acks.Close(router);
    }
}
