using System.Runtime.InteropServices;

namespace Ingot.Scheduling;

/// <summary>
/// Whether the instances of a process are spread evenly, over zones first and then over the cells of each. Every move that improves
/// makes the sum of the squared counts smaller, of zones or else of cells, so moving comes to an end.
/// </summary>
internal static class Balance
{
    /// <summary>The least by which two counts differ of which one can be taken from the other for the better.</summary>
    private const int Uneven = 2;

    /// <param name="copies">How many instances run on each cell; those elsewhere than on cells that accept starts do not count.</param>
    /// <param name="zones">How many cells of each zone accept starts.</param>
    public static bool IsUneven(IEnumerable<KeyValuePair<CellRoom, int>> copies, IReadOnlyDictionary<string, int> zones)
    {
        var inZones = new Dictionary<string, Spread>();
        foreach (var (cell, count) in copies)
        {
            if (cell.AcceptsStarts)
                CollectionsMarshal.GetValueRefOrAddDefault(inZones, cell.Zone!, out _).Add(count);
        }
        return inZones.Count > 0
            && (
                inZones.Values.Max(zone => zone.Sum) - (inZones.Count < zones.Count ? 0 : inZones.Values.Min(zone => zone.Sum)) >= Uneven
                || inZones.Any(zone => zone.Value.Most - (zone.Value.Cells < zones[zone.Key] ? 0 : zone.Value.Fewest) >= Uneven)
            );
    }

    /// <summary>Whom to move, best first: of each zone the highest index on its fullest cell, the fullest zone first.</summary>
    public static IEnumerable<int> Candidates(CellRoom?[] kept)
    {
        var onCells = CountCells(kept);
        return from cell in onCells
            group cell by cell.Key.Zone into zone
            orderby zone.Sum(cell => cell.Value) descending, zone.Key
            let fullest = zone.OrderByDescending(cell => cell.Value).ThenBy(cell => cell.Key.Name, StringComparer.Ordinal).First()
            select Array.FindLastIndex(kept, cell => cell == fullest.Key);
    }

    /// <summary>Whether the instances are spread more evenly when one of them is there instead of here.</summary>
    public static bool Improves(IEnumerable<CellRoom?> kept, CellRoom here, CellRoom there)
    {
        var onCells = CountCells(kept);
        var difference = InZone(here) - InZone(there);
        return here.Zone == there.Zone || difference == Uneven - 1
            ? onCells[here] - onCells.GetValueOrDefault(there) >= Uneven
            : difference >= Uneven;

        int InZone(CellRoom cell) => onCells.Where(other => other.Key.Zone == cell.Zone).Sum(other => other.Value);
    }

    private static Dictionary<CellRoom, int> CountCells(IEnumerable<CellRoom?> kept) =>
        kept.OfType<CellRoom>().Where(cell => cell.AcceptsStarts).CountBy(cell => cell).ToDictionary();

    /// <summary>The counts of one zone's cells.</summary>
    private struct Spread
    {
        public int Cells { get; private set; }
        public int Sum { get; private set; }
        public int Most { get; private set; }
        public int Fewest { get; private set; }

        public void Add(int count)
        {
            Fewest = Cells == 0 ? count : Math.Min(Fewest, count);
            Most = Math.Max(Most, count);
            Sum += count;
            Cells++;
        }
    }
}
