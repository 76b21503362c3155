using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>
/// What a rollout does next, from who lives under which index and nothing else, so that it goes on wherever its controller left it.
/// Spares stand in first; then index 0 changes its version, alone, and when it is ready the others, a few at a time.
/// </summary>
internal sealed class RolloutStep
{
    private readonly ProcessSlots slots;
    private readonly DesiredProcess wanted;
    private readonly Rollout rollout;

    /// <summary>Who stays under each wanted index.</summary>
    private readonly Holder?[] seats;

    /// <summary>Indexes below it are to run the new version.</summary>
    private readonly int following;

    private readonly bool hasSpares;

    /// <summary>Whether other indexes than 0 may change.</summary>
    private readonly bool isLed;

    /// <summary>How many indexes may be changing.</summary>
    private readonly int atOnce;

    /// <summary>How many spares there should be.</summary>
    private readonly int sparesWanted;
    private readonly List<PlacementAction.Stop> stops = [];

    /// <summary>Wanted indexes that are neither held by a version to be replaced nor ready in the new one.</summary>
    private int changing;

    /// <summary>Wanted indexes without a ready instance, those that are changing among them: each takes up a spare.</summary>
    private int unserved;

    /// <param name="slots">Who lives under which index.</param>
    /// <param name="waits">Whether an index nobody holds has crashed in that version and is not started yet.</param>
    public RolloutStep(ProcessSlots slots, Func<DesiredProcess, int, bool> waits)
    {
        this.slots = slots;
        wanted = slots.Desired!;
        rollout = wanted.Rollout!;
        seats = [.. Enumerable.Range(0, wanted.Instances).Select(slots.FindStaying)];
        following = wanted.Following;
        isLed = seats.Length == 0 || IsReturning || IsDone(0);
        var above = slots.LiveIndexes.Where(index => index >= seats.Length).Select(slots.FindStaying).OfType<Holder>().ToList();
        // What crashes as a spare would be awaited for ever.
        hasSpares = rollout.HasSpares && (above.Exists(spare => spare.Instance.IsReady) || !waits(Stable, FindFreeAbove(1)[0]));
        atOnce = isLed && hasSpares ? rollout.MaxInFlight : 1;
        changing = Indexes.Count(index => slots.IsHeld(index) && !IsOld(index) && !IsDone(index));
        var (fresh, waiting) = ShareOutFree();
        unserved = Indexes.Count(index => seats[index] is not { Instance.IsReady: true });
        ReplaceOld(isReady: false, readySpares: 0);
        sparesWanted = CountSparesWanted(above);
        // One for each index without a ready instance or about to be; ready ones first.
        List<Holder> spares =
        [
            .. above
                .OrderBy(spare => spare.Instance.IsReady ? 0 : 1)
                .ThenBy(spare => spare.Instance.Index)
                .Take(sparesWanted > 0 ? Math.Max(sparesWanted, unserved) : CountStarting(waits)),
        ];
        var missing = FindFreeAbove(sparesWanted - spares.Count);
        ReplaceOld(isReady: true, spares.Count(spare => spare.Instance.IsReady));
        StopAllBut([.. seats.OfType<Holder>(), .. spares]);
        Gaps = [new(wanted, Kept([], []), fresh), new(Stable, Kept([], []), waiting), new(Stable, Kept(spares, missing), missing)];
    }

    public IReadOnlyList<PlacementAction.Stop> Stops => stops;

    public IReadOnlyList<Gap> Gaps { get; }

    private IEnumerable<int> Indexes => Enumerable.Range(0, seats.Length);

    /// <summary>Whether the new version is the one known to serve, so that nobody waits for index 0.</summary>
    private bool IsReturning => rollout.StableVersion == wanted.Version;

    private DesiredProcess Stable =>
        wanted with { Version = rollout.StableVersion, MemoryMb = rollout.StableMemoryMb, DiskMb = rollout.StableDiskMb };

    private bool IsDone(int index) => seats[index] is { Instance: { IsReady: true } instance } && instance.Version == wanted.Version;

    private bool IsOld(int index) => seats[index] is { } holder && holder.Instance.Version != wanted.Version;

    /// <summary>
    /// Indexes nobody holds: those whose turn it is start in the new version; the rest, whose instance has crashed or which are new,
    /// in the stable one.
    /// </summary>
    private (List<int> Fresh, List<int> Waiting) ShareOutFree()
    {
        var (fresh, waiting) = (new List<int>(), new List<int>());
        foreach (var index in Indexes.Where(index => !slots.IsHeld(index)))
        {
            if (index >= following || (index > 0 && !IsReturning && !(isLed && changing < atOnce)))
            {
                waiting.Add(index);
                continue;
            }
            fresh.Add(index);
            changing++;
        }
        return (fresh, waiting);
    }

    /// <summary>
    /// When nothing serves that a spare could stand in for, there is none. An old instance that is not ready, be it for a moment, has one
    /// besides, so that it holds up nothing.
    /// </summary>
    private int CountSparesWanted(List<Holder> above)
    {
        var serves = above.Concat(Indexes.Where(IsOld).Select(index => seats[index]!.Value)).Any(holder => holder.Instance.IsReady);
        var remaining = Indexes.Count(index => index < following && !IsDone(index));
        return hasSpares && serves && remaining > 0
            ? Math.Min(Math.Min(atOnce, remaining) + unserved - changing, Indexes.Count(index => !IsDone(index)))
            : 0;
    }

    /// <summary>Indexes that have their spare to the end: all that were to follow are ready, but what is to stay there starts only now.</summary>
    private int CountStarting(Func<DesiredProcess, int, bool> waits) =>
        hasSpares ? Indexes.Count(index => seats[index] is not { Instance.IsReady: true } && (slots.IsHeld(index) || !waits(Stable, index))) : 0;

    private List<int> FindFreeAbove(int count)
    {
        var free = new List<int>();
        for (var index = seats.Length; free.Count < count; index++)
        {
            if (!slots.IsHeld(index))
                free.Add(index);
        }
        return free;
    }

    /// <summary>Stops old instances in the order of their indexes: of those that are ready, only as many as ready spares stand in for.</summary>
    private void ReplaceOld(bool isReady, int readySpares)
    {
        foreach (var index in Indexes.Where(IsOld))
        {
            if (index >= following || changing >= atOnce || (index > 0 && !isLed))
                return;
            var (instance, cell) = seats[index]!.Value;
            if (instance.IsReady != isReady || !cell.IsUsable || (isReady && hasSpares && readySpares <= unserved))
                continue;
            stops.Add(new(instance.Guid, instance.Cell, StopReason.Outdated));
            unserved += isReady ? 1 : 0;
            seats[index] = null;
            changing++;
        }
    }

    private void StopAllBut(IEnumerable<Holder> staying)
    {
        var spared = staying.Select(holder => holder.Instance.Guid).Concat(stops.Select(stop => stop.InstanceGuid)).ToHashSet();
        foreach (var (instance, cell) in slots.LiveIndexes.SelectMany(index => slots.HoldersOf(index)))
        {
            if (instance.State != InstanceState.Stopping && cell.IsUsable && !spared.Contains(instance.Guid))
                stops.Add(new(instance.Guid, instance.Cell, instance.Index < seats.Length ? StopReason.Duplicate : StopReason.Unwanted));
        }
    }

    /// <summary>Where those who stay run, by index. Spares count only for other spares: their places become free again.</summary>
    private CellRoom?[] Kept(List<Holder> spares, List<int> missing)
    {
        var kept = new CellRoom?[spares.Select(spare => spare.Instance.Index).Concat(missing).Append(seats.Length - 1).Max() + 1];
        foreach (var index in Indexes)
            kept[index] = seats[index]?.Cell;
        foreach (var spare in spares)
            kept[spare.Instance.Index] = spare.Cell;
        return kept;
    }
}

/// <summary>Indexes of one version that are to be started, ascending, and where the others of the process stay, by index.</summary>
internal readonly record struct Gap(DesiredProcess Version, CellRoom?[] Kept, IEnumerable<int> Indexes);

/// <summary>A live instance and its cell.</summary>
internal readonly record struct Holder(ActualInstance Instance, CellRoom Cell);
