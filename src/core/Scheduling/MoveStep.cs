namespace Ingot.Scheduling;

/// <summary>
/// What moving the instances of one process does next, from who lives under which index and nothing else, so that it goes on wherever
/// its controller left it. A spare stands in first, under an index of its own; then the index is stopped and, when nobody lives under
/// it, started elsewhere like any that is missing; last the spare goes.
/// </summary>
internal sealed class MoveStep
{
    /// <summary>Of so many instances one moves at a time.</summary>
    private const int InstancesPerMove = 5;
    private const int MostAtOnce = 8;

    /// <summary>How long a cell must have answered until instances are moved to it for balance: one that restarts may do so again.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private readonly ProcessSlots slots;
    private readonly DesiredProcess wanted;
    private readonly StandIns spares;

    /// <summary>Who stays under each wanted index.</summary>
    private readonly Holder?[] seats;

    /// <summary>Where they will be when the moves under way are done.</summary>
    private readonly CellRoom?[] kept;
    private readonly List<ProcessPlacement> promised = [];
    private readonly bool isCrashing;
    private readonly bool isBarred;
    private PlacementAction? refusal;

    /// <summary>How many of <see cref="Leaving"/> are moving.</summary>
    private int evacuated;

    /// <summary>Wanted indexes without a ready instance, those that wait after a crash left out.</summary>
    private int changing;

    /// <summary>Instances that move as soon as their spare is ready.</summary>
    private int awaited;

    /// <param name="isBarred">Whether it may begin no move.</param>
    public MoveStep(ProcessSlots slots, Func<int, PlacementAction.Wait?> findWait, bool isBarred)
    {
        (this.slots, this.isBarred) = (slots, isBarred);
        wanted = slots.Desired!;
        spares = new(slots, findWait);
        kept = [.. slots.Kept];
        seats = [.. Indexes.Select(index => kept[index] is null ? null : slots.FindStaying(index))];
        var waiting = Indexes.Where(index => !slots.IsHeld(index) && findWait(index) is not null).ToHashSet();
        isCrashing = waiting.Count > 0;
        changing = Indexes.Count(index => !IsReady(index) && !waiting.Contains(index));
        Leaving = [.. Indexes.Where(index => seats[index]?.Cell is { IsUsable: true, Cell.IsDraining: true })];
    }

    public DesiredProcess Desired => wanted;

    /// <summary>Indexes on cells that are drained.</summary>
    public IReadOnlyList<int> Leaving { get; }

    /// <summary>How many moves are under way.</summary>
    public int UnderWay =>
        wanted.HasSpares ? Math.Min(spares.Live.Count, changing + awaited) : Indexes.Count(index => seats[index] is null && slots.IsHeld(index));

    public List<PlacementAction.Stop> Stops { get; } = [];

    public IEnumerable<PlacementAction> Starts => spares.Starts;

    /// <summary>A spare that has crashed and is not started yet.</summary>
    public PlacementAction.Wait? Wait => spares.Wait;

    /// <summary>Why a drain goes no further, when that is for want of room; null while any move is under way.</summary>
    public PlacementAction? Refusal => Leaving.Count > 0 && changing + awaited == 0 ? refusal ?? spares.Refusal : null;

    /// <summary>How many moves it has begun.</summary>
    public int Begun { get; private set; }

    /// <summary>When cells will have stayed long enough; null when that is not what it waits for.</summary>
    public DateTimeOffset? LookAgainAt { get; private set; }

    /// <summary>Spares that are still needed, by guid. A starting one stands in for nobody who has gone already.</summary>
    public IEnumerable<string> Spares =>
        spares.Live.Take(changing + awaited).Where(spare => awaited > 0 || spare.Instance.IsReady).Select(spare => spare.Instance.Guid);

    /// <summary>All that can stand in, by guid: while there may be instances nobody has heard of, nobody knows for whom.</summary>
    public IEnumerable<string> PossibleSpares => spares.Live.Select(spare => spare.Instance.Guid);

    private IEnumerable<int> Indexes => Enumerable.Range(0, kept.Length);

    /// <summary>Keeps room for those that stop: what was stopped to be moved must find the room that was seen for it.</summary>
    public void Hold(ClusterRoom room, ProcessPlacement? missing)
    {
        for (var at = 0; at < missing?.Placed.Count; at++)
            kept[missing.Missing[at]] = missing.Placed[at];
        foreach (var index in Indexes.Where(index => seats[index] is null && slots.IsHeld(index)))
            Promise(room, index);
    }

    /// <summary>Goes on from where the last call ended; begins at most so many moves.</summary>
    public void Move(ClusterRoom room, DateTimeOffset now, int mayBegin)
    {
        if (Leaving.Count > 0)
            Evacuate(room, mayBegin);
        else if (awaited == 0)
            Even(room, now, mayBegin);
    }

    /// <summary>Moves away from cells that are drained.</summary>
    private void Evacuate(ClusterRoom room, int mayBegin)
    {
        var atOnce = Math.Clamp((kept.Length + InstancesPerMove - 1) / InstancesPerMove, 1, MostAtOnce);
        for (; evacuated < Leaving.Count; evacuated++)
        {
            var index = Leaving[evacuated];
            if ((IsReady(index) && changing + awaited >= atOnce) || Promise(room, index) is null || !Move(room, index, StopReason.Drained, mayBegin))
                return;
        }
    }

    /// <summary>Moves one instance to where there are fewer, unless anything else of the process goes on.</summary>
    private void Even(ClusterRoom room, DateTimeOffset now, int mayBegin)
    {
        if (changing > 0 || isCrashing || !Array.TrueForAll(kept, static cell => cell is { AcceptsStarts: true }))
            return;
        foreach (var index in Balance.Candidates(kept))
        {
            var (from, before) = (kept[index]!, kept.ToArray());
            if (Promise(room, index) is { } to)
            {
                if (Balance.Improves(before, from, to) && HasStayed(to, now))
                {
                    Move(room, index, StopReason.Uneven, mayBegin);
                    return;
                }
                BreakPromise(room, index);
            }
        }
    }

    /// <summary>There is no room for an index that is missing: what the spares hold is given to it, unless other room is on its way.</summary>
    public void ReleaseSpares(ClusterRoom room)
    {
        if (!room.WillFit(wanted.MemoryMb, wanted.DiskMb))
            spares.Release();
    }

    /// <summary>Gives back what was promised to instances that move: it is decided anew with the next plan.</summary>
    public void GiveBackPromises() => promised.ForEach(static placement => placement.GiveBack());

    /// <summary>Gives back what spares that are started take, which is only promised until they are told of.</summary>
    public void GiveBackStarts() => spares.GiveBack();

    private bool IsReady(int index) => seats[index] is { Instance.IsReady: true };

    /// <summary>A cell from the future says only that the clock was set back.</summary>
    private bool HasStayed(CellRoom cell, DateTimeOffset now)
    {
        var since = cell.Cell!.UsableSince;
        if (now < since || now - since >= SettleTime)
            return true;
        LookAgainAt = LookAgainAt < since + SettleTime ? LookAgainAt : since + SettleTime;
        return false;
    }

    /// <summary>Keeps room for the index where it would be placed; null when there is none.</summary>
    private CellRoom? Promise(ClusterRoom room, int index)
    {
        var before = kept[index];
        kept[index] = null;
        var placement = ProcessPlacement.TryPlace(room, wanted, kept, index);
        kept[index] = placement?.Placed[0] ?? before;
        if (placement is null)
            refusal = Refusals.Refuse(room, wanted, kept.Length);
        else
            promised.Add(placement);
        return placement?.Placed[0];
    }

    /// <summary>Takes the last promise back.</summary>
    private void BreakPromise(ClusterRoom room, int index)
    {
        promised[^1].GiveBack(room);
        promised.RemoveAt(promised.Count - 1);
        kept[index] = seats[index]!.Value.Cell;
    }

    /// <summary>Stops the instance if a ready spare can stand in for it, else sees to it that there will be one; false when that cannot be.</summary>
    private bool Move(ClusterRoom room, int index, StopReason reason, int mayBegin)
    {
        var needsSpare = wanted.HasSpares && IsReady(index);
        var begins = needsSpare ? Math.Max(changing + awaited + 1 - spares.Count, 0) : IsReady(index) ? 1 : 0;
        if (begins > 0 && isBarred)
            refusal = Refusals.Refuse(room, wanted, kept.Length);
        if ((begins > 0 && (isBarred || Begun + begins > mayBegin)) || (needsSpare && !spares.TryStart(room, begins, kept)))
        {
            BreakPromise(room, index);
            return false;
        }
        Begun += begins;
        if (needsSpare && spares.ReadyCount <= changing)
        {
            awaited++;
            return true;
        }
        if (IsReady(index))
            changing++;
        var instance = seats[index]!.Value.Instance;
        Stops.Add(new(instance.Guid, instance.Cell, reason));
        return true;
    }
}
