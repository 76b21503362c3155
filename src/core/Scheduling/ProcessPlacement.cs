namespace Ingot.Scheduling;

/// <summary>Places the missing indexes of one process: zones first, then cells within the zone, then the least loaded.</summary>
/// <param name="desired">The process, in the version that is missing.</param>
/// <param name="kept">Where its other instances stay, by index; null of an index without one.</param>
/// <param name="missing">Indexes to place, ascending, at least one.</param>
internal sealed class ProcessPlacement(DesiredProcess desired, CellRoom?[] kept, IReadOnlyList<int> missing)
{
    /// <summary>Where the first of the missing have been placed.</summary>
    private readonly List<CellRoom> placed = [];

    public DesiredProcess Desired { get; } = desired;

    public IReadOnlyList<int> Missing => missing;

    public IReadOnlyList<CellRoom> Placed => placed;

    public static int BigFirst(ProcessPlacement left, ProcessPlacement right)
    {
        var order = right.Desired.MemoryMb.CompareTo(left.Desired.MemoryMb);
        if (order == 0)
            order = string.CompareOrdinal(left.Desired.Guid, right.Desired.Guid);
        return order == 0 ? left.Missing[0].CompareTo(right.Missing[0]) : order;
    }

    /// <summary>Places one index; null when there is no room for it.</summary>
    public static ProcessPlacement? TryPlace(ClusterRoom room, DesiredProcess desired, CellRoom?[] kept, int index)
    {
        var placement = new ProcessPlacement(desired, kept, [index]);
        placement.PlaceInto(room, howMany: 1, []);
        return placement.IsRefused ? null : placement;
    }

    /// <summary>Places the next indexes, lowest first, until there is no room or as many are placed as asked.</summary>
    public void PlaceInto(ClusterRoom room, int howMany, List<PlacementAction> actions)
    {
        var last = (int)Math.Min((long)placed.Count + howMany, missing.Count);
        if (placed.Count == last)
            return;
        var zones = room.Zones.Select(zone => new ZoneSlots(zone, Desired)).ToArray();
        foreach (var holder in kept)
            FindZone(holder)?.CountHolder(holder!);
        foreach (var holder in placed)
        {
            FindZone(holder)!.CountHolder(holder);
            FindZone(holder)!.CountAhead();
        }

        // Ahead of an index are the holders of lower ones; balanced prefixes keep the spread when the highest indexes are stopped.
        var ahead = 0;
        while (placed.Count < last)
        {
            var index = missing[placed.Count];
            for (; ahead < index; ahead++)
                FindZone(kept[ahead])?.CountAhead();
            if (Choose(zones) is not { } zone)
                break;
            var cell = zone.TakeCandidate();
            zone.CountAhead();
            placed.Add(cell);
            actions.Add(new PlacementAction.Start(Desired.Guid, Desired.Version, index, cell.Name));
        }
        foreach (var zone in zones)
            zone.PutBackAll();

        ZoneSlots? FindZone(CellRoom? holder)
        {
            foreach (var zone in zones)
            {
                // Who is on a cell that is drained will be elsewhere.
                if (zone.Name == holder?.Zone && holder.Cell is { IsDraining: false })
                    return zone;
            }
            return null;
        }
    }

    /// <summary>Whether there was no room for the last of the missing.</summary>
    public bool IsRefused => placed.Count < missing.Count;

    /// <summary>The lowest index there was no room for.</summary>
    public int FirstRefused => missing[placed.Count];

    /// <summary>Gives back what was taken, for others that are placed by the same plan.</summary>
    public void GiveBack(ClusterRoom room)
    {
        GiveBack();
        foreach (var cell in placed)
            room.Reorder(cell);
    }

    /// <summary>Gives back what was taken when the plan is made: room is only promised, until the started instances are told of.</summary>
    public void GiveBack()
    {
        foreach (var cell in placed)
            cell.GiveBack(Desired.MemoryMb, Desired.DiskMb);
    }

    /// <summary>The zone with the fewest of this process; of equals that with the fewest lower indexes, then the least loaded.</summary>
    private static ZoneSlots? Choose(ZoneSlots[] zones)
    {
        ZoneSlots? best = null;
        foreach (var zone in zones)
        {
            if ((best is null || zone.IsBefore(best)) && zone.FindCandidate() is not null)
                best = zone;
        }
        return best;
    }
}
