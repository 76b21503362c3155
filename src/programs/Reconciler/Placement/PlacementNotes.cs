using System.Collections.Immutable;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Placement;

/// <summary>Why indexes have no holder, and which wait for their back-off, as the last plan saw it.</summary>
internal sealed class PlacementNotes
{
    private ImmutableDictionary<(string Process, int Index), string> refusals = ImmutableDictionary<(string, int), string>.Empty;
    private ImmutableHashSet<(string Process, int Index)> waiting = [];

    public void Take(PlacementAction[] plan)
    {
        refusals = plan.OfType<PlacementAction.Refuse>()
            .ToImmutableDictionary(refuse => (refuse.ProcessGuid, refuse.Index), refuse => refuse.Reason);
        waiting = [.. plan.OfType<PlacementAction.Wait>().Select(wait => (wait.ProcessGuid, wait.Index))];
    }

    /// <summary>Notes a cell's own refusal.</summary>
    public void Refused(string processGuid, int index, string reason) =>
        ImmutableInterlocked.AddOrUpdate(ref refusals, (processGuid, index), reason, (_, _) => reason);

    public string? FindRefusal(string processGuid, int index) => refusals.GetValueOrDefault((processGuid, index));

    /// <summary>Whether the index has crashed and is not yet to be started again.</summary>
    public bool IsWaiting(string processGuid, int index) => waiting.Contains((processGuid, index));
}
