using System.Collections.Concurrent;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Placement;

/// <summary>Why indexes have no holder, and which wait for their back-off, as the last plan saw it.</summary>
internal sealed class PlacementNotes
{
    private volatile IReadOnlyDictionary<string, PlacementAction.Refuse> refused = new Dictionary<string, PlacementAction.Refuse>();
    private volatile ConcurrentDictionary<(string Process, int Index), string> refusedByCells = new();
    private volatile HashSet<(string Process, int Index)> waiting = [];

    /// <summary>A plan was made; what it rests on is known to all.</summary>
    public event Action? Taken;

    public void Take(PlacementAction[] plan)
    {
        refused = plan.OfType<PlacementAction.Refuse>().ToDictionary(refuse => refuse.ProcessGuid);
        refusedByCells = new();
        waiting = [.. plan.OfType<PlacementAction.Wait>().Select(wait => (wait.ProcessGuid, wait.Index))];
        Taken?.Invoke();
    }

    /// <summary>Notes a cell's own refusal.</summary>
    public void Refused(string processGuid, int index, string reason) => refusedByCells[(processGuid, index)] = reason;

    /// <summary>Why an index has no holder; null when that is not for want of room.</summary>
    public string? FindRefusal(string processGuid, int index) =>
        refusedByCells.GetValueOrDefault((processGuid, index))
        ?? (
            refused.TryGetValue(processGuid, out var refuse) && refuse.FromIndex <= index && !IsWaiting(processGuid, index)
                ? refuse.Reason
                : null
        );

    /// <summary>Why a process has fewer instances than are asked for, spares among them; null when that is not for want of room.</summary>
    public string? FindRefusal(string processGuid) => refused.GetValueOrDefault(processGuid)?.Reason;

    /// <summary>Whether the index has crashed and is not yet to be started again.</summary>
    public bool IsWaiting(string processGuid, int index) => waiting.Contains((processGuid, index));
}
