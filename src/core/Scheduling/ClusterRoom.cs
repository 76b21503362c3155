namespace Ingot.Scheduling;

/// <summary>The cells that accept starts, while one plan is made.</summary>
internal sealed class ClusterRoom
{
    private readonly List<CellRoom> usable;

    public ClusterRoom(IEnumerable<CellRoom> cells)
    {
        usable = [.. cells.Where(cell => cell.AcceptsStarts)];
        Zones =
        [
            .. usable
                .GroupBy(cell => cell.Zone!)
                .OrderBy(zone => zone.Key, StringComparer.Ordinal)
                .Select(zone => new ZoneRoom(zone.Key, zone)),
        ];
    }

    public IReadOnlyList<ZoneRoom> Zones { get; }

    public IReadOnlyList<CellRoom> Usable => usable;

    /// <summary>Takes note that a cell has more room than before.</summary>
    public void Reorder(CellRoom cell) => Zones.First(zone => zone.Name == cell.Zone).Reorder(cell);

    /// <summary>Whether something of that size will fit when what is stopping or being staged is gone.</summary>
    public bool WillFit(int memoryMb, int diskMb) => usable.Exists(cell => cell.WillFit(memoryMb, diskMb));
}

/// <summary>The usable cells of one zone, least loaded first.</summary>
internal sealed class ZoneRoom
{
    private static readonly Comparer<(double Load, string Name)> LeastLoadedFirst = Comparer<(double Load, string Name)>.Create(
        static (left, right) =>
        {
            var order = left.Load.CompareTo(right.Load);
            return order == 0 ? string.CompareOrdinal(left.Name, right.Name) : order;
        }
    );

    /// <summary>Sizes found not to fit any cell of the zone. They will not fit later, unless something is given back.</summary>
    private readonly List<(int MemoryMb, int DiskMb)> tooBig = [];
    private readonly PriorityQueue<CellRoom, (double Load, string Name)> byLoad = new(LeastLoadedFirst);

    public ZoneRoom(string name, IEnumerable<CellRoom> cells)
    {
        Name = name;
        PutBack(cells);
    }

    public string Name { get; }

    /// <summary>How many cells are in the order, and not taken out of it.</summary>
    public int Count => byLoad.Count;

    public CellRoom? TakeLeastLoaded() => byLoad.TryDequeue(out var cell, out _) ? cell : null;

    public CellRoom[] TakeAll()
    {
        CellRoom[] all = [.. byLoad.UnorderedItems.Select(item => item.Element)];
        byLoad.Clear();
        return all;
    }

    public void PutBack(IEnumerable<CellRoom> cells) => byLoad.EnqueueRange(cells.Select(cell => (cell, (cell.Load, cell.Name))));

    /// <summary>Puts a cell that has more room than before where it belongs now.</summary>
    public void Reorder(CellRoom cell)
    {
        byLoad.Remove(cell, out _, out _);
        PutBack([cell]);
        tooBig.RemoveAll(size => cell.Fits(size.MemoryMb, size.DiskMb));
    }

    public bool IsTooBig(int memoryMb, int diskMb)
    {
        foreach (var size in tooBig)
        {
            if (memoryMb >= size.MemoryMb && diskMb >= size.DiskMb)
                return true;
        }
        return false;
    }

    public void RememberTooBig(int memoryMb, int diskMb)
    {
        if (IsTooBig(memoryMb, diskMb))
            return;
        tooBig.RemoveAll(size => size.MemoryMb >= memoryMb && size.DiskMb >= diskMb);
        tooBig.Add((memoryMb, diskMb));
    }
}
