using System.Runtime.InteropServices;

namespace Ingot.Scheduling;

/// <summary>
/// One zone seen by one process while it is placed. Cells are taken out of the zone's common order only as far as they are needed, so
/// that placing k instances beside n of the same process costs (k + n) log cells, however many cells there are; all at once when most
/// of them hold a copy.
/// </summary>
internal sealed class ZoneSlots(ZoneRoom zone, DesiredProcess process)
{
    private readonly Dictionary<CellRoom, int> copies = [];
    private readonly List<CellRoom> takenOut = [];

    /// <summary>Cells taken out of the common order that have room, though most hold a copy.</summary>
    private readonly PriorityQueue<CellRoom, (int Copies, double Load, string Name)> aside = new(FewestCopiesFirst);
    private CellRoom? candidate;
    private int count;
    private int countAhead;

    private static readonly Comparer<(int Copies, double Load, string Name)> FewestCopiesFirst = Comparer<(int, double, string)>.Create(
        static ((int Copies, double Load, string Name) left, (int Copies, double Load, string Name) right) =>
        {
            var order = left.Copies.CompareTo(right.Copies);
            if (order == 0)
                order = left.Load.CompareTo(right.Load);
            return order == 0 ? string.CompareOrdinal(left.Name, right.Name) : order;
        }
    );

    public string Name => zone.Name;

    /// <summary>Counts an instance of the process that is in the zone already.</summary>
    public void CountHolder(CellRoom cell)
    {
        count++;
        CollectionsMarshal.GetValueRefOrAddDefault(copies, cell, out _)++;
    }

    /// <summary>Counts an instance whose index is lower than the one to place next.</summary>
    public void CountAhead() => countAhead++;

    /// <summary>Whether the next instance should rather be here than there; both must have been counted.</summary>
    public bool IsBefore(ZoneSlots other)
    {
        if (count != other.count)
            return count < other.count;
        if (FindCandidate() is not { } mine || other.FindCandidate() is not { } theirs)
            return false;
        // Not by what may change while one is moved: it must come to where it was seen to make things even.
        var (myCopies, theirCopies) = (copies.GetValueOrDefault(mine), other.copies.GetValueOrDefault(theirs));
        if (myCopies != theirCopies)
            return myCopies < theirCopies;
        if (countAhead != other.countAhead)
            return countAhead < other.countAhead;
        // Equal loads: the earlier name, which the caller has met first, stays.
        return mine.Load < theirs.Load;
    }

    /// <summary>The cell with room that holds the fewest copies, the least loaded of equals; null when none has room.</summary>
    public CellRoom? FindCandidate()
    {
        if (candidate is not null || zone.IsTooBig(process.MemoryMb, process.DiskMb))
            return candidate;
        if (zone.Count > 0 && copies.Count > zone.Count / 2)
            SetAllAside();
        while (zone.TakeLeastLoaded() is { } cell)
        {
            takenOut.Add(cell);
            if (!cell.Fits(process.MemoryMb, process.DiskMb))
                continue;
            if (!copies.ContainsKey(cell))
                return candidate = cell;
            aside.Enqueue(cell, PriorityOf(cell));
        }
        while (aside.TryDequeue(out var cell, out _))
        {
            if (cell.Fits(process.MemoryMb, process.DiskMb))
                return candidate = cell;
        }
        zone.RememberTooBig(process.MemoryMb, process.DiskMb);
        return null;
    }

    /// <summary>Promises the candidate's room to one more instance.</summary>
    public CellRoom TakeCandidate()
    {
        var cell = FindCandidate() ?? throw new InvalidOperationException($"Zone {Name} has no room.");
        candidate = null;
        cell.Take(process.MemoryMb, process.DiskMb);
        CountHolder(cell);
        aside.Enqueue(cell, PriorityOf(cell));
        return cell;
    }

    /// <summary>Gives the cells back to the zone's common order, with the load they have now.</summary>
    public void PutBackAll()
    {
        zone.PutBack(takenOut);
        takenOut.Clear();
    }

    private void SetAllAside()
    {
        var all = zone.TakeAll();
        takenOut.AddRange(all);
        aside.EnqueueRange(all.Where(cell => cell.Fits(process.MemoryMb, process.DiskMb)).Select(cell => (cell, PriorityOf(cell))));
    }

    private (int Copies, double Load, string Name) PriorityOf(CellRoom cell) => (copies.GetValueOrDefault(cell), cell.Load, cell.Name);
}
