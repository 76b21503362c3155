namespace Ingot.Scheduling;

/// <summary>Picks a cell for a build.</summary>
public static class StagingPlanner
{
    /// <summary>The usable cell with the most free memory among those with room, or the reason why there is none.</summary>
    public static (string? Cell, string? Refusal) PickCell(ClusterSnapshot snapshot, int memoryMb, int diskMb)
    {
        var room = new ClusterRoom(ClusterModel.Of(snapshot).Cells);
        if (room.Usable.Count == 0)
            return (null, snapshot.Cells.Any(cell => cell.Condition == CellCondition.Usable) ? Refusals.InsufficientResources : Refusals.NobodyAnswers);
        var best = room
            .Usable.Where(cell => cell.Fits(memoryMb, diskMb))
            .OrderByDescending(cell => cell.FreeMemoryMb)
            .ThenBy(cell => cell.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is null ? (null, Refusals.Explain(room.Usable, memoryMb, diskMb)) : (best.Name, null);
    }
}
