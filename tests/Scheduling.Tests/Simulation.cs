using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>Carries plans out as cells would.</summary>
internal static class Simulation
{
    /// <summary>The snapshot after the plan's orders were accepted: stops are under way, starts have begun.</summary>
    public static ClusterSnapshot Apply(this ClusterSnapshot snapshot, PlacementAction[] plan)
    {
        var stopped = plan.OfType<PlacementAction.Stop>().Select(stop => stop.InstanceGuid).ToHashSet();
        var sizes = snapshot.Desired.ToDictionary(process => process.Guid);
        return snapshot with
        {
            Actual =
            [
                .. snapshot.Actual.Select(instance =>
                    stopped.Contains(instance.Guid) ? instance with { State = InstanceState.Stopping } : instance
                ),
                .. plan.OfType<PlacementAction.Start>()
                    .Select(start => new ActualInstance
                    {
                        Guid = $"new-{snapshot.Actual.Count}-{start.ProcessGuid}-{start.Index}",
                        ProcessGuid = start.ProcessGuid,
                        Index = start.Index,
                        Version = start.Version,
                        State = InstanceState.Starting,
                        Cell = start.Cell,
                        Since = snapshot.Now,
                        MemoryMb = sizes[start.ProcessGuid].MemoryMb,
                        DiskMb = sizes[start.ProcessGuid].DiskMb,
                    }),
            ],
        };
    }

    /// <summary>The snapshot once what was stopping is gone and what was starting runs.</summary>
    public static ClusterSnapshot Settle(this ClusterSnapshot snapshot) =>
        snapshot with
        {
            Actual =
            [
                .. snapshot
                    .Actual.Where(instance => instance.State is InstanceState.Starting or InstanceState.Running)
                    .Select(instance => instance with { State = InstanceState.Running, IsRoutable = true }),
            ],
        };

    /// <summary>Plans, applies and settles until nothing more is to be done.</summary>
    public static ClusterSnapshot Converge(this ClusterSnapshot snapshot)
    {
        for (var round = 0; round < 100; round++)
        {
            snapshot = snapshot.Settle();
            var plan = Scheduler.Plan(snapshot);
            if (!plan.Any(action => action is PlacementAction.Start or PlacementAction.Stop))
                return snapshot;
            snapshot = snapshot.Apply(plan);
        }
        throw new InvalidOperationException($"A hundred rounds were not enough:\n{snapshot}");
    }

    public static IReadOnlyList<PlacementAction.Start> Starts(this ClusterSnapshot snapshot) =>
        [.. Scheduler.Plan(snapshot).OfType<PlacementAction.Start>()];

    public static string Text(this PlacementAction[] plan) => string.Join(", ", plan.AsEnumerable());

    public static IReadOnlyList<PlacementAction.Stop> Stops(this ClusterSnapshot snapshot) =>
        [.. Scheduler.Plan(snapshot).OfType<PlacementAction.Stop>()];
}
