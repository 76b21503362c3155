using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>Who holds which index of one process: who stays, who must go, and which indexes nobody holds.</summary>
/// <param name="Kept">Live instances that stay, ordered by index.</param>
/// <param name="Free">Wanted indexes without any live instance, ascending.</param>
internal sealed record IndexHolders(
    IReadOnlyList<ActualInstance> Kept,
    IReadOnlyList<PlacementAction.Stop> Surplus,
    IReadOnlyList<int> Free
)
{
    public static IndexHolders Of(DesiredProcess process, List<ActualInstance> live)
    {
        var kept = new List<ActualInstance>(live.Count);
        var surplus = new List<PlacementAction.Stop>();
        var taken = new HashSet<int>();
        live.Sort(BestHolderFirst(process));
        foreach (var instance in live)
        {
            // An index stays taken by whoever lives under it, wanted or not: only its end frees it.
            var isFirst = taken.Add(instance.Index);
            if (instance.State == InstanceState.Stopping)
                continue;
            if (instance.Index >= process.Instances)
                surplus.Add(new(instance.Guid, instance.Cell, StopReason.Unwanted));
            else if (instance.Version != process.Version)
                surplus.Add(new(instance.Guid, instance.Cell, StopReason.Outdated));
            else if (!isFirst)
                surplus.Add(new(instance.Guid, instance.Cell, StopReason.Duplicate));
            else
                kept.Add(instance);
        }
        var free = Enumerable.Range(0, process.Instances).Where(index => !taken.Contains(index)).ToList();
        return new(kept, surplus, free);
    }

    /// <summary>Of several under one index the one that serves longest stays.</summary>
    private static Comparison<ActualInstance> BestHolderFirst(DesiredProcess process) =>
        (left, right) =>
        {
            var order = left.Index.CompareTo(right.Index);
            if (order == 0)
                order = Rank(left).CompareTo(Rank(right));
            if (order == 0)
                order = left.Since.CompareTo(right.Since);
            return order == 0 ? string.CompareOrdinal(left.Guid, right.Guid) : order;

            int Rank(ActualInstance instance) =>
                (instance.State == InstanceState.Stopping ? 4 : 0)
                + (instance.Version == process.Version ? 0 : 2)
                + (instance.State == InstanceState.Running ? 0 : 1);
        };
}
