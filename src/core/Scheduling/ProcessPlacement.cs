namespace Ingot.Scheduling;

/// <summary>Places the missing indexes of one process: zones first, then cells within the zone, then the least loaded.</summary>
internal sealed class ProcessPlacement(DesiredProcess desired, IReadOnlyList<ActualInstance> kept, IReadOnlyList<int> missing)
{
    /// <summary>Who holds which index on which cell: those kept, ordered by index, then those placed by this plan.</summary>
    private readonly List<(int Index, string Cell)> holders = [.. kept.Select(instance => (instance.Index, instance.Cell))];
    private int placed;

    public DesiredProcess Desired => desired;

    /// <summary>Indexes to place, ascending, at least one.</summary>
    public IReadOnlyList<int> Missing => missing;

    public static int BigFirst(ProcessPlacement left, ProcessPlacement right)
    {
        var order = right.Desired.MemoryMb.CompareTo(left.Desired.MemoryMb);
        return order == 0 ? string.CompareOrdinal(left.Desired.Guid, right.Desired.Guid) : order;
    }

    /// <summary>Places the next indexes, lowest first, until there is no room or as many are placed as asked.</summary>
    public void PlaceInto(ClusterRoom room, int howMany, List<PlacementAction> actions)
    {
        var last = Math.Min((long)placed + howMany, missing.Count);
        if (placed == last)
            return;
        var zones = room.Zones.Select(zone => new ZoneSlots(zone, desired)).ToDictionary(zone => zone.Name);
        foreach (var holder in holders)
            SlotsOf(holder.Cell)?.CountHolder(holder.Cell);

        // Ahead of an index are the holders of lower ones; balanced prefixes keep the spread when the highest indexes are stopped.
        var ahead = 0;
        for (; placed < last; placed++)
        {
            var index = missing[placed];
            for (; ahead < kept.Count && kept[ahead].Index < index; ahead++)
                SlotsOf(kept[ahead].Cell)?.CountAhead();
            if (Choose(zones.Values) is not { } zone)
                break;
            var cell = zone.TakeCandidate();
            zone.CountAhead();
            holders.Add((index, cell));
            actions.Add(new PlacementAction.Start(desired.Guid, desired.Version, index, cell));
        }
        foreach (var zone in zones.Values)
            zone.PutBackAll();

        ZoneSlots? SlotsOf(string cell) => room.FindZone(cell) is { } zone ? zones.GetValueOrDefault(zone) : null;
    }

    /// <summary>Says of every index that found no room why.</summary>
    public void ExplainUnplaced(ClusterRoom room, List<PlacementAction> actions)
    {
        for (var position = placed; position < missing.Count; position++)
            actions.Add(new PlacementAction.Refuse(desired.Guid, missing[position], room.ExplainRefusal(desired.MemoryMb, desired.DiskMb)));
    }

    /// <summary>The zone with the fewest of this process; of equals that with the fewest lower indexes, then the least loaded.</summary>
    private static ZoneSlots? Choose(IEnumerable<ZoneSlots> zones)
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
