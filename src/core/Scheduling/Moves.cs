namespace Ingot.Scheduling;

/// <summary>The moves of all processes while one plan is made: how many at a time, and which first.</summary>
internal sealed class Moves(IEnumerable<MoveStep> steps)
{
    private const int DrainsAtOnce = 16;

    /// <summary>Nothing is lost while it is uneven, so that moving for balance may take its time.</summary>
    private const int BalancesAtOnce = 4;

    /// <summary>Moves under way go before those that might begin, drains before balance.</summary>
    private readonly List<MoveStep> steps =
    [
        .. steps
            .OrderBy(step => step.UnderWay > 0 ? 0 : 1)
            .ThenBy(step => step.Leaving.Count > 0 ? 0 : 1)
            .ThenByDescending(step => step.Desired.MemoryMb)
            .ThenBy(step => step.Desired.Guid, StringComparer.Ordinal),
    ];

    public bool Any => steps.Count > 0;

    public IEnumerable<PlacementAction.Stop> Stops => steps.SelectMany(step => step.Stops);

    public IEnumerable<PlacementAction> Starts => steps.SelectMany(step => step.Starts);

    public IEnumerable<PlacementAction.Wait> Waits => steps.Select(step => step.Wait).OfType<PlacementAction.Wait>();

    /// <summary>Guids of spares that are still needed.</summary>
    public IReadOnlySet<string> Spares => steps.SelectMany(step => step.Spares).ToHashSet();

    public IEnumerable<PlacementAction> LookAgain =>
        steps.Min(step => step.LookAgainAt) is { } at ? [new PlacementAction.LookAgain(at)] : [];

    /// <param name="unplaced">Guids of processes that lack an index for want of room.</param>
    public void Plan(ClusterRoom room, DateTimeOffset now, IReadOnlySet<string> unplaced)
    {
        var underWay = steps.Sum(step => step.UnderWay);
        foreach (var step in steps)
            step.Hold(room);
        foreach (var step in steps)
        {
            if (unplaced.Contains(step.Desired.Guid))
                step.ReleaseSpares(room);
            else if (step.Leaving.Count > 0)
                step.Evacuate(room, DrainsAtOnce - underWay);
            else
                step.Even(room, now, BalancesAtOnce - underWay);
            underWay += step.Begun;
        }
    }

    /// <summary>Processes that cannot leave a cell, with the index a spare would have.</summary>
    /// <param name="mayStart">Whether anything can be started anywhere.</param>
    public IEnumerable<(DesiredProcess Desired, int FirstRefused)> Refused(bool mayStart) =>
        from step in steps
        where mayStart ? step.IsRefused : step.Leaving.Count > 0
        select (step.Desired, step.Desired.Instances);

    public void GiveBack() => steps.ForEach(step => step.GiveBack());
}
