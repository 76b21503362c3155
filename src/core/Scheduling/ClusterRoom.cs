using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>What is free on every usable cell while a plan is made; starts of the plan take from it at once.</summary>
internal sealed class ClusterRoom
{
    private readonly Dictionary<string, CellRoom> cells = [];
    private readonly Dictionary<string, string> zoneOfCell;
    private readonly Dictionary<(int, int), string> refusals = [];

    public ClusterRoom(ClusterSnapshot snapshot)
    {
        zoneOfCell = snapshot.Cells.ToDictionary(cell => cell.Name, cell => cell.Zone);
        foreach (var cell in snapshot.Cells.Where(cell => cell.Condition == CellCondition.Usable))
            cells.Add(cell.Name, new CellRoom(cell));
        foreach (var instance in snapshot.Actual)
        {
            if (instance.State.IsLive() && cells.TryGetValue(instance.Cell, out var cell))
                cell.Take(instance.MemoryMb, instance.DiskMb);
        }
        Zones =
        [
            .. cells
                .Values.GroupBy(cell => cell.Zone)
                .OrderBy(zone => zone.Key, StringComparer.Ordinal)
                .Select(zone => new ZoneRoom(zone.Key, zone)),
        ];
    }

    public IReadOnlyList<ZoneRoom> Zones { get; }

    public IEnumerable<CellRoom> Cells => cells.Values;

    /// <summary>The zone of any known cell, usable or not.</summary>
    public string? FindZone(string cell) => zoneOfCell.GetValueOrDefault(cell);

    /// <summary>Why nothing of that size fits; asked when all placing is done, so that equal sizes have equal answers.</summary>
    public string ExplainRefusal(int memoryMb, int diskMb)
    {
        if (!refusals.TryGetValue((memoryMb, diskMb), out var reason))
            refusals.Add((memoryMb, diskMb), reason = Refusals.Explain(cells.Values, memoryMb, diskMb));
        return reason;
    }
}

/// <summary>What is free on one cell.</summary>
internal sealed class CellRoom(SchedulableCell cell)
{
    private int usedMemoryMb = cell.StagingMemoryMb;
    private int usedDiskMb = cell.StagingDiskMb;
    private int instances;

    public string Name => cell.Name;
    public string Zone => cell.Zone;
    public int FreeMemoryMb => cell.MemoryMb - usedMemoryMb;
    public int FreeDiskMb => cell.DiskMb - usedDiskMb;
    public int FreeInstances => cell.MaxInstances - instances;

    /// <summary>How full the cell's scarcest resource is, so that full cells come last.</summary>
    public double Load =>
        Math.Max(
            Math.Max(Fraction(usedMemoryMb, cell.MemoryMb), Fraction(usedDiskMb, cell.DiskMb)),
            Fraction(instances, cell.MaxInstances)
        );

    public bool Fits(int memoryMb, int diskMb) => memoryMb <= FreeMemoryMb && diskMb <= FreeDiskMb && FreeInstances > 0;

    public void Take(int memoryMb, int diskMb)
    {
        usedMemoryMb += memoryMb;
        usedDiskMb += diskMb;
        instances++;
    }

    private static double Fraction(int used, int whole) => whole > 0 ? (double)used / whole : 1;
}

/// <summary>The cells of one zone, least loaded first.</summary>
internal sealed class ZoneRoom
{
    private static readonly Comparer<(double Load, string Name)> LeastLoadedFirst = Comparer<(double Load, string Name)>.Create(
        (left, right) =>
        {
            var order = left.Load.CompareTo(right.Load);
            return order == 0 ? string.CompareOrdinal(left.Name, right.Name) : order;
        }
    );

    /// <summary>Sizes found not to fit any cell of the zone. Room only shrinks while planning, so they will not fit later.</summary>
    private readonly List<(int MemoryMb, int DiskMb)> tooBig = [];
    private readonly PriorityQueue<CellRoom, (double Load, string Name)> byLoad = new(LeastLoadedFirst);

    public ZoneRoom(string name, IEnumerable<CellRoom> cells)
    {
        Name = name;
        foreach (var cell in cells)
            PutBack(cell);
    }

    public string Name { get; }

    public CellRoom? TakeLeastLoaded() => byLoad.TryDequeue(out var cell, out _) ? cell : null;

    public void PutBack(CellRoom cell) => byLoad.Enqueue(cell, (cell.Load, cell.Name));

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
