using System.Collections.Immutable;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Placement;

/// <summary>Projects what the reconciler knows onto what the scheduler decides on.</summary>
internal static class LoadSnapshot
{
    public static ClusterSnapshot Of(
        DateTimeOffset now,
        DesiredSnapshot desired,
        Cluster cluster,
        IReadOnlyList<CrashHistory> crashes,
        ImmutableDictionary<string, StagingSize> stagings
    ) =>
        new()
        {
            Now = now,
            Cells = [.. cluster.Cells.Values.Select(cell => ToSchedulable(cell, desired, stagings))],
            Desired = [.. desired.Processes.Values.Select(run => run.ForScheduling)],
            Actual = [.. cluster.Instances.Select(ToActual)],
            Crashes = crashes,
        };

    public static SchedulableCell ToSchedulable(CellView cell, DesiredSnapshot desired, ImmutableDictionary<string, StagingSize> stagings)
    {
        var running = cell
            .Tasks.Values.Where(task => !task.Done)
            .Select(task => stagings.GetValueOrDefault(task.TaskGuid, StagingSize.Default))
            .ToList();
        return new()
        {
            Name = cell.Name,
            Zone = cell.Zone,
            Condition = cell.Condition,
            MemoryMb = cell.MemoryMb,
            DiskMb = cell.DiskMb,
            MaxInstances = cell.MaxInstances,
            IsDraining = cell.IsLeaving || desired.DrainedCells.Contains(CellSlot.Of(cell.Name)),
            UsableSince = cell.HeardSince,
            StagingMemoryMb = running.Sum(size => size.MemoryMb),
            StagingDiskMb = running.Sum(size => size.DiskMb),
        };
    }

    public static ActualInstance ToActual(LocatedInstance instance) =>
        new()
        {
            Guid = instance.Status.InstanceGuid,
            ProcessGuid = instance.Status.ProcessGuid,
            Index = instance.Status.Index,
            Version = instance.Status.Version,
            State = instance.IsLive && instance.IsLeaving ? InstanceState.Stopping : instance.Status.State,
            IsRoutable = instance.Status.Routable,
            Cell = instance.Cell.Name,
            Since = instance.Status.Since,
            MemoryMb = instance.Status.MemoryMb,
            DiskMb = instance.Status.DiskMb,
        };
}
