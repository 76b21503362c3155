namespace Ingot.Scheduling;

/// <summary>The spares of a process whose instances move: those that live, and those that one plan starts.</summary>
internal sealed class StandIns
{
    private readonly ProcessSlots slots;
    private readonly DesiredProcess wanted;
    private readonly Func<int, PlacementAction.Wait?> findWait;

    /// <summary>Ready ones first.</summary>
    private readonly List<Holder> live;

    /// <summary>Where they are or will be, by index.</summary>
    private readonly Dictionary<int, CellRoom> cells;
    private readonly List<PlacementAction.Start> starts = [];
    private readonly List<ProcessPlacement> placements = [];

    public StandIns(ProcessSlots slots, Func<int, PlacementAction.Wait?> findWait)
    {
        (this.slots, this.findWait) = (slots, findWait);
        wanted = slots.Desired!;
        live =
        [
            .. slots
                .LiveIndexes.Where(index => wanted.HasSpares && index >= wanted.Instances)
                .Select(slots.FindStaying)
                .OfType<Holder>()
                .Where(spare => spare.Instance.Version == wanted.Version)
                .OrderBy(spare => spare.Instance.IsReady ? 0 : 1)
                .ThenBy(spare => spare.Instance.Index),
        ];
        cells = live.ToDictionary(spare => spare.Instance.Index, spare => spare.Cell);
    }

    /// <summary>Those that can stand in, ready ones first.</summary>
    public IReadOnlyList<Holder> Live => live;

    public int ReadyCount => live.Count(static spare => spare.Instance.IsReady);

    /// <summary>How many there are, with those that are started.</summary>
    public int Count => cells.Count;

    public IReadOnlyList<PlacementAction.Start> Starts => starts;

    /// <summary>One that has crashed and is not started yet.</summary>
    public PlacementAction.Wait? Wait { get; private set; }

    /// <summary>Why one could not be started, when that is for want of room.</summary>
    public PlacementAction? Refusal { get; private set; }

    /// <summary>Starts all of them or none: fewer would stand in for nobody.</summary>
    /// <param name="kept">Where the instances they stand in for will be, by index.</param>
    public bool TryStart(ClusterRoom room, int count, CellRoom?[] kept)
    {
        for (var started = 0; started < count; started++)
        {
            if (TryStart(room, kept))
                continue;
            for (; started > 0; started--)
                TakeBackLast(room);
            return false;
        }
        return true;
    }

    /// <summary>Has none of those that live stand in for anybody.</summary>
    public void Release() => live.Clear();

    /// <summary>Gives back what those that are started take, which is only promised until they are told of.</summary>
    public void GiveBack() => placements.ForEach(static placement => placement.GiveBack());

    private bool TryStart(ClusterRoom room, CellRoom?[] kept)
    {
        var index = kept.Length;
        while (slots.IsHeld(index) || cells.ContainsKey(index))
            index++;
        Wait = findWait(index);
        if (Wait is not null)
            return false;
        var beside = new CellRoom?[index + 1];
        kept.CopyTo(beside, 0);
        foreach (var (other, cell) in cells.Where(spare => spare.Key < index))
            beside[other] = cell;
        if (ProcessPlacement.TryPlace(room, wanted, beside, index) is not { } placement)
        {
            Refusal = Refusals.Refuse(room, wanted, kept.Length);
            return false;
        }
        placements.Add(placement);
        cells.Add(index, placement.Placed[0]);
        starts.Add(new(wanted.Guid, wanted.Version, index, placement.Placed[0].Name));
        return true;
    }

    private void TakeBackLast(ClusterRoom room)
    {
        placements[^1].GiveBack(room);
        placements.RemoveAt(placements.Count - 1);
        cells.Remove(starts[^1].Index);
        starts.RemoveAt(starts.Count - 1);
    }
}
