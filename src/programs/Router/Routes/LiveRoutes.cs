using System.Net;
using Ingot.Protocol.Routes;
using Ingot.Router.Upstreams;
using Ingot.Routing;

namespace Ingot.Router.Routes;

/// <summary>The route table requests go by now, and the removed instances that are still busy.</summary>
internal sealed class LiveRoutes(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource<RouteSnapshot> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource fromController = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Endpoint> retiring = [];
    private volatile RouteSnapshot? current;
    private long savedAt;

    /// <summary>Null until the first table comes.</summary>
    public RouteSnapshot? Current => current;

    /// <summary>Ends when there is a table.</summary>
    public Task<RouteSnapshot> FirstAsync => first.Task;

    /// <summary>Called after a table was applied or a removed instance became idle, when there may be something to acknowledge.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>Goes by the controller's table from now on.</summary>
    public void Apply(RouteTableUpdate update)
    {
        lock (gate)
        {
            fromController.TrySetResult();
            Replace_NeedsLock(update);
        }
        Changed();
    }

    /// <summary>Goes by a table from disk, unless the controller's came first.</summary>
    public bool TryStartWith(RouteTableUpdate saved)
    {
        lock (gate)
        {
            if (fromController.Task.IsCompleted)
                return false;
            savedAt = time.GetTimestamp();
            Replace_NeedsLock(saved);
            return true;
        }
    }

    /// <summary>
    /// Whether another table has come. A saved one may be out of date: what it knows nothing of waits for the controller's, until a
    /// router has gone by it for as long as it holds requests.
    /// </summary>
    public async ValueTask<bool> IsReplacedAsync(RouteSnapshot snapshot, TimeSpan hold, CancellationToken cancellationToken)
    {
        if (!fromController.Task.IsCompleted && hold - time.GetElapsedTime(savedAt) is { Ticks: > 0 } left)
            await fromController.Task.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // That it is from the controller is known a moment before it is in use.
        lock (gate)
            return current != snapshot;
    }

    /// <summary>What to tell the controller; null before its first table.</summary>
    public RouteTableAck? Acknowledge(string router)
    {
        lock (gate)
        {
            if (!fromController.Task.IsCompleted || current is not { } snapshot)
                return null;
            retiring.RemoveAll(endpoint => !endpoint.IsBusy);
            return new RouteTableAck(router, snapshot.Epoch, snapshot.Version, [.. retiring.Select(endpoint => endpoint.Instance.InstanceGuid)]);
        }
    }

    /// <summary>Closes what is idle for too long, and ends what takes too long.</summary>
    public void Sweep()
    {
        Endpoint[] all;
        lock (gate)
            all = [.. current?.Endpoints.Values ?? [], .. retiring];
        foreach (var endpoint in all)
            endpoint.Connections.Sweep();
    }

    private void Replace_NeedsLock(RouteTableUpdate update)
    {
        var before = current;
        var next = new RouteSnapshot(update.Epoch, update.Version, update.Routes, EndpointOf);
        // Requests must see the new table before they are turned away from endpoints of the old one.
        current = next;
        foreach (var (instance, endpoint) in before?.Endpoints ?? new Dictionary<RouteEndpoint, Endpoint>())
        {
            if (next.Endpoints.ContainsKey(instance))
                continue;
            endpoint.Remove();
            retiring.Add(endpoint);
        }
        first.TrySetResult(next);

        Endpoint EndpointOf(RouteEndpoint instance) =>
            before is not null && before.Endpoints.TryGetValue(instance, out var known)
                ? known
                : NewEndpoint(instance);
    }

    /// <summary>Apart from where tables are replaced: a lambda there would have each endpoint hold the table before it, and so all there ever were.</summary>
    private Endpoint NewEndpoint(RouteEndpoint instance) =>
        new(instance, new IPEndPoint(IPAddress.Parse(instance.Address), instance.Port), time, () => Changed());
}
