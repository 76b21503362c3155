using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Work;

namespace Ingot.Reconciler.Placement;

/// <summary>
/// Lets cells forget ended instances, and with them their ports: only when every router has said that they are out of its table, or
/// an answer could come from the wrong app. An order to start one that is still under way would start it again if its cell had forgotten it.
/// </summary>
internal sealed class EndedInstances(InstanceStarts starts, RouteTableSource routes, RouterAcks routers, CellOrders orders, Background background)
{
    /// <summary>The first table version that is known to be without the instance, by guid.</summary>
    private readonly Dictionary<string, long> absentSince = [];
    private readonly HashSet<string> forgetting = [];

    /// <summary>Whether ended instances wait for a router's word.</summary>
    public bool IsWaiting => absentSince.Count > 0;

    /// <summary>Called with a cluster whose crashes have been recorded.</summary>
    public void Forget(Cluster cluster)
    {
        var ended = cluster.Ended.ToList();
        var guids = ended.Select(instance => instance.Status.InstanceGuid).ToHashSet();
        foreach (var gone in absentSince.Keys.Where(guid => !guids.Contains(guid)).ToList())
            absentSince.Remove(gone);
        forgetting.IntersectWith(guids);
        if (ended.Count == 0)
            return;
        var version = routes.Publish();
        foreach (var (cell, status, _) in ended)
        {
            if (version > 0)
                absentSince.TryAdd(status.InstanceGuid, version);
            var isOut = status.Port == 0 || (absentSince.TryGetValue(status.InstanceGuid, out var since) && routers.HaveAll(since));
            if (isOut && !starts.IsUnderWay(status.InstanceGuid) && forgetting.Add(status.InstanceGuid))
                background.Run(stopping =>
                    orders.GiveAsync(cell.Connection, (client, token) => client.ForgetInstanceAsync(status.InstanceGuid, token), stopping)
                );
        }
    }
}
