using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Routes;

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
    /// <summary>How long requests under way may hold up the signal: Diego's graceful shutdown interval.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    /// <summary>Begins to stop those that are not being stopped yet, all with one new table.</summary>
    public void Begin(IEnumerable<LocatedInstance> instances)
    {
        var beginning = instances.Where(instance => actual.MarkLeaving(instance.Status.InstanceGuid)).ToList();
        if (beginning.Count == 0)
            return;
        var version = routes.Publish();
        foreach (var (cell, status) in beginning)
            background.Run(stopping => StopAsync(cell, status, version, stopping));
    }

    private async Task StopAsync(CellView cell, InstanceStatus status, long version, CancellationToken stopping)
    {
        if (status.Routable)
        {
            await routers.WaitAsync(() => routers.HaveAll(version), options.RouterAckTimeout, time, stopping);
            await routers.WaitAsync(() => !routers.IsBusy(status.InstanceGuid), GracePeriod, time, stopping);
        }
        await orders.GiveAsync(cell.Connection, (client, token) => client.StopAsync(status.InstanceGuid, token), stopping);
    }
}
