using Ingot.Model.Instances;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Work;

namespace Ingot.Reconciler.Placement;

/// <summary>Stops instances without failing a request: out of the route table, then out of use, then the signal.</summary>
internal sealed class InstanceStops(
    ReconcilerOptions options,
    ActualState actual,
    RouteTableSource routes,
    RouterAcks routers,
    CellOrders orders,
    Background background,
    TimeProvider time
)
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Begins to stop those that are not being stopped yet, all with one new table.</summary>
    public void Begin(IEnumerable<LocatedInstance> instances)
    {
        var beginning = instances.Where(instance => actual.MarkLeaving(instance.Cell, instance.Status.InstanceGuid)).ToList();
        if (beginning.Count == 0)
            return;
        var version = routes.Publish();
        foreach (var (cell, status, _) in beginning)
            background.Run(stopping => StopAsync(cell, status.InstanceGuid, version, stopping));
    }

    private async Task StopAsync(CellView cell, string guid, long version, CancellationToken stopping)
    {
        // Without a port it never was in a table.
        if (actual.Find(cell, guid) is { Port: > 0 } status)
        {
            await routers.WaitAsync(() => routers.HaveAll(version), options.RouterAckTimeout, time, stopping);
            await routers.WaitAsync(() => !routers.IsBusy(guid), TimeSpan.FromSeconds(status.GraceSeconds), time, stopping);
        }
        // A stop may overtake the start it undoes, and find nothing to stop yet.
        while (actual.Find(cell, guid) is { State: InstanceState.Starting or InstanceState.Running })
        {
            await orders.GiveAsync(cell.Connection, (client, token) => client.StopAsync(guid, token), stopping);
            await Task.Delay(RepeatAfter, time, stopping);
        }
    }
}
