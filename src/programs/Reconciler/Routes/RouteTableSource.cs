using System.Runtime.CompilerServices;
using Ingot.Hosting;
using Ingot.Protocol.Routes;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Routes;

/// <summary>The current route table and its version, for the routers that watch it.</summary>
internal sealed class RouteTableSource(DesiredState desired, ActualState actual)
{
    private readonly Lock publishing = new();
    private readonly ChangeSignal changed = new();
    private volatile RouteTableUpdate? current;

    /// <summary>What the current table was computed from.</summary>
    private (DesiredSnapshot, Cluster)? computedFrom;

    /// <summary>New for every start of the controller; routers see by it that versions start again.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N");

    /// <summary>0 until the first table.</summary>
    public long Version => current?.Version ?? 0;

    /// <summary>
    /// Brings the table up to date and returns the version that shows the present state. There is no first table until everything
    /// that runs has been heard of: routers that outlived the last controller keep theirs meanwhile.
    /// </summary>
    public long Publish()
    {
        lock (publishing)
        {
            var (wanted, cluster) = (desired.Current, actual.Current);
            if (computedFrom == (wanted, cluster))
                return Version;
            var mayBegin =
                desired.IsLoaded && cluster.IsKnown && cluster.Cells.Values.All(cell => cell.Condition != CellCondition.Unheard);
            if (current is null && !mayBegin)
                return 0;
            var routes = RouteTables.Of(wanted, cluster);
            computedFrom = (wanted, cluster);
            if (current is null || !RouteTables.AreEqual(current.Routes, routes))
            {
                current = new RouteTableUpdate(Epoch, Version + 1, routes);
                changed.Set();
            }
            return current.Version;
        }
    }

    /// <summary>The table now and after every change; a reader that is slow skips versions.</summary>
    public async IAsyncEnumerable<RouteTableUpdate> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long sent = 0;
        while (true)
        {
            var next = changed.Next;
            if (current is { } update && update.Version != sent)
            {
                yield return update;
                sent = update.Version;
            }
            else
            {
                await next.WaitAsync(cancellationToken);
            }
        }
    }
}
