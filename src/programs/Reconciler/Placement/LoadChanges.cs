using System.Collections.Immutable;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Placement;

/// <summary>
/// Keeps the scheduler's model as <see cref="LoadSnapshot"/> would have it, by telling it only what differs from the last load. What is
/// compared is immutable and shares what has not changed, so no event can be lost, and what is untouched costs one look at a reference.
/// </summary>
internal sealed class LoadChanges
{
    private DesiredSnapshot desired = DesiredSnapshot.Empty;
    private Cluster cluster = Cluster.Unknown;
    private ImmutableDictionary<(string ProcessGuid, int Index), CrashHistory> crashes =
        ImmutableDictionary<(string, int), CrashHistory>.Empty;
    private ImmutableDictionary<string, StagingSize> stagings = ImmutableDictionary<string, StagingSize>.Empty;

    public ClusterModel Model { get; } = new();

    public void Take(
        DesiredSnapshot nowDesired,
        Cluster nowCluster,
        ImmutableDictionary<(string ProcessGuid, int Index), CrashHistory> nowCrashes,
        ImmutableDictionary<string, StagingSize> nowStagings
    )
    {
        Compare(desired.Processes, nowDesired.Processes, (_, run) => Model.Set(run.ForScheduling), Model.RemoveProcess);
        Compare(crashes, nowCrashes, (_, crash) => Model.Set(crash), key => Model.RemoveCrash(key.ProcessGuid, key.Index));
        Compare(
            cluster.Cells,
            nowCluster.Cells,
            (before, cell) =>
            {
                Model.Set(LoadSnapshot.ToSchedulable(cell, nowDesired, nowStagings));
                CompareInstances(before, cell);
            },
            name =>
            {
                Model.RemoveCell(name);
                CompareInstances(cluster.Cells[name], after: null);
            }
        );
        if (stagings != nowStagings || !desired.DrainedCells.SetEquals(nowDesired.DrainedCells))
        {
            foreach (var cell in nowCluster.Cells.Values)
                Model.Set(LoadSnapshot.ToSchedulable(cell, nowDesired, nowStagings));
        }
        (desired, cluster, crashes, stagings) = (nowDesired, nowCluster, nowCrashes, nowStagings);
    }

    private void CompareInstances(CellView? before, CellView? after) =>
        Compare(
            (before?.Instances ?? CellInstances.None).ByGuid,
            (after?.Instances ?? CellInstances.None).ByGuid,
            (_, instance) => Model.Set(LoadSnapshot.ToActual(after!.Locate(instance.Status.InstanceGuid))),
            Model.RemoveInstance
        );

    private static void Compare<TKey, TValue>(
        ImmutableDictionary<TKey, TValue> before,
        ImmutableDictionary<TKey, TValue> after,
        Action<TValue?, TValue> set,
        Action<TKey> remove
    )
        where TKey : notnull
        where TValue : class
    {
        if (before == after)
            return;
        foreach (var key in before.Keys)
        {
            if (!after.ContainsKey(key))
                remove(key);
        }
        foreach (var (key, value) in after)
        {
            var old = before.GetValueOrDefault(key);
            if (!ReferenceEquals(old, value))
                set(old, value);
        }
    }
}
