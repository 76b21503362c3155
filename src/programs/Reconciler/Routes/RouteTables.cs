using Ingot.Model.Instances;
using Ingot.Model.Routes;
using Ingot.Protocol.Supervisor;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Routing;

namespace Ingot.Reconciler.Routes;

/// <summary>Which route is answered by which instances, computed from desired and actual state.</summary>
internal static class RouteTables
{
    /// <summary>
    /// A route is in the table while an app that should run is mapped to it, even without an instance (503); all other routes are not
    /// there (404). The order is by address, so that equal tables are equal lists.
    /// </summary>
    public static IReadOnlyList<RouteEntry> Of(DesiredSnapshot desired, Cluster cluster)
    {
        var endpoints = cluster
            .Instances.Where(IsRoutable)
            .Select(instance => new RouteEndpoint(
                instance.Status.InstanceGuid,
                instance.Status.AppGuid,
                instance.Status.ProcessGuid,
                instance.Status.Index,
                instance.Cell.Name,
                instance.Status.Address,
                instance.Status.Port
            ))
            .ToLookup(endpoint => endpoint.ProcessGuid);
        var processes = desired
            .Processes.Values.Where(run => run.Row.Instances > 0)
            .ToDictionary(run => (run.Row.AppGuid, run.Row.ProcessType), run => run.Row.ProcessGuid);
        return
        [
            .. from destination in desired.Destinations
            where processes.ContainsKey((destination.AppGuid, destination.ProcessType))
            group (destination.AppGuid, Process: processes[(destination.AppGuid, destination.ProcessType)], destination.Options) by (
                destination.FullHost,
                destination.Path
            ) into route
            orderby route.Key.FullHost, route.Key.Path
            select new RouteEntry(
                route.Key.FullHost,
                route.Key.Path,
                [
                    .. route
                        .Select(destination => destination.Process)
                        .Distinct()
                        .SelectMany(process => endpoints[process])
                        .OrderBy(endpoint => endpoint.ProcessGuid, StringComparer.Ordinal)
                        .ThenBy(endpoint => endpoint.Index)
                        .ThenBy(endpoint => endpoint.InstanceGuid, StringComparer.Ordinal),
                ],
                route.Min(destination => destination.AppGuid),
                route.Any(destination => RouteOptions.IsSlow(destination.Options))
            ),
        ];
    }

    public static bool AreEqual(IReadOnlyList<RouteEntry> left, IReadOnlyList<RouteEntry> right) =>
        left.Count == right.Count
        && left.Zip(right)
            .All(pair =>
                pair.First.Host == pair.Second.Host
                && pair.First.Path == pair.Second.Path
                && pair.First.AppGuid == pair.Second.AppGuid
                && pair.First.IsSlow == pair.Second.IsSlow
                && pair.First.Endpoints.SequenceEqual(pair.Second.Endpoints)
            );

    /// <summary>An instance on a silent cell stays: its cell may only be slow to answer us. On one that is swept it is dead.</summary>
    private static bool IsRoutable(LocatedInstance instance) =>
        instance is { Status: { State: InstanceState.Running, Routable: true, Port: > 0 }, Cell.Process: not CellProcessState.Sweeping }
        && !instance.IsLeaving;
}
