namespace Ingot.Scheduling;

/// <summary>The moves of all processes while one plan is made: how many at a time, and which first.</summary>
internal sealed class Moves(IEnumerable<MoveStep> steps)
{
    private const int DrainsAtOnce = 16;

    /// <summary>Nothing is lost while it is uneven, so that moving for balance may take its time.</summary>
    private const int BalancesAtOnce = 4;

    /// <summary>Drains go before balance, big instances before small ones.</summary>
    private readonly List<MoveStep> steps =
    [
        .. steps
            .OrderBy(step => step.Leaving.Count > 0 ? 0 : 1)
            .ThenByDescending(step => step.Desired.MemoryMb)
            .ThenBy(step => step.Desired.Guid, StringComparer.Ordinal),
    ];

    public bool Any => steps.Count > 0;

    public IEnumerable<PlacementAction.Stop> Stops => steps.SelectMany(step => step.Stops);

    public IEnumerable<PlacementAction> Starts => steps.SelectMany(step => step.Starts);

    public IEnumerable<PlacementAction.Wait> Waits => steps.Select(step => step.Wait).OfType<PlacementAction.Wait>();

    /// <summary>Guids of spares that are still needed.</summary>
    /// <param name="isHeard">Whether all instances are known.</param>
    public IReadOnlySet<string> Spares(bool isHeard) => steps.SelectMany(step => isHeard ? step.Spares : step.PossibleSpares).ToHashSet();

    public IEnumerable<PlacementAction> LookAgain =>
        steps.Min(step => step.LookAgainAt) is { } at ? [new PlacementAction.LookAgain(at)] : [];

    /// <param name="placements">Where missing indexes have been placed, as far as there was room.</param>
    public void Plan(ClusterRoom room, DateTimeOffset now, IEnumerable<ProcessPlacement> placements)
    {
        var missing = placements.Where(placement => placement.Desired.Rollout is null).ToDictionary(placement => placement.Desired.Guid);
        foreach (var step in steps)
            step.Hold(room, missing.GetValueOrDefault(step.Desired.Guid));
        // What is under way goes on before anything begins, so that a spare does not wait for room that another takes.
        foreach (var step in steps)
        {
            if (missing.GetValueOrDefault(step.Desired.Guid) is { IsRefused: true })
                step.ReleaseSpares(room);
            else
                step.Move(room, now, mayBegin: 0);
        }
        var underWay = steps.Sum(step => step.UnderWay);
        foreach (var step in steps.Where(step => missing.GetValueOrDefault(step.Desired.Guid) is not { IsRefused: true }))
        {
            step.Move(room, now, (step.Leaving.Count > 0 ? DrainsAtOnce : BalancesAtOnce) - underWay);
            underWay += step.Begun;
        }
    }

    /// <summary>Why cells that are drained cannot be left just now.</summary>
    public IEnumerable<PlacementAction> Refusals => steps.Select(step => step.Refusal).OfType<PlacementAction>();

    /// <summary>The same when nothing can be started anywhere.</summary>
    public IEnumerable<PlacementAction> RefuseAll(string reason, IReadOnlySet<string> except) =>
        steps.Where(step => step.Leaving.Count > 0 && !except.Contains(step.Desired.Guid)).Select(step => new PlacementAction.Refuse(step.Desired.Guid, step.Desired.Instances, reason));

    public void GiveBackPromises() => steps.ForEach(static step => step.GiveBackPromises());

    public void GiveBackStarts() => steps.ForEach(static step => step.GiveBackStarts());
}
