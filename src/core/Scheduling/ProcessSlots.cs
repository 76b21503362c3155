using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>
/// Who holds which index of one process: who stays, who must go, and which indexes nobody holds. When an instance changes, only those
/// under its index are judged again.
/// </summary>
internal sealed class ProcessSlots
{
    /// <summary>Every live instance, by index.</summary>
    private readonly Dictionary<int, ImmutableArray<Holder>> live = [];
    private readonly Dictionary<int, List<(PlacementAction.Stop Stop, CellRoom Cell)>> surplus = [];

    /// <summary>Where the instance that stays runs, by wanted index.</summary>
    private CellRoom?[] kept = [];

    /// <summary>How many of <see cref="kept"/> are on each cell.</summary>
    private readonly Dictionary<CellRoom, int> copies = [];
    private int keptCount;
    private int heldCount;

    /// <summary>Null when nothing of it is wanted.</summary>
    public DesiredProcess? Desired { get; private set; }

    /// <summary>Whether every wanted index is held and nobody besides lives, and no version is on its way in.</summary>
    public bool IsSettled => heldCount == kept.Length && surplus.Count == 0 && Desired?.Rollout is null;

    /// <summary>Where the instance that stays runs, by wanted index; null of an index without one.</summary>
    public IReadOnlyList<CellRoom?> Kept => kept;

    public bool IsEmpty => Desired is null && live.Count == 0;

    public IEnumerable<int> LiveIndexes => live.Keys;

    /// <summary>Wanted indexes without any live instance, and who stays under the others.</summary>
    public IReadOnlyList<Gap> Gaps =>
        heldCount == kept.Length
            ? []
            : [new(Desired!, kept, Enumerable.Range(0, kept.Length).Where(index => !live.ContainsKey(index)))];

    /// <summary>Who must go, of those whose cells take orders.</summary>
    public IEnumerable<PlacementAction.Stop> Stops =>
        from holders in surplus.Values
        from holder in holders
        where holder.Cell.IsUsable
        select holder.Stop;

    /// <summary>Whether an instance may be a spare or in the middle of a move, is on a cell that is drained, or they are spread unevenly.</summary>
    /// <param name="zones">How many cells of each zone accept starts.</param>
    public bool IsMovable(IReadOnlyDictionary<string, int> zones) =>
        Desired is { Rollout: null, Instances: > 0 }
        && (
            (Desired.HasSpares && surplus.Keys.Any(index => index >= kept.Length))
            || keptCount < heldCount
            || copies.Keys.Any(static cell => cell.Cell is { IsDraining: true })
            || (keptCount == kept.Length && Balance.IsUneven(copies, zones))
        );

    public bool IsHeld(int index) => live.ContainsKey(index);

    public ImmutableArray<Holder> HoldersOf(int index) => live.GetValueOrDefault(index, []);

    /// <summary>Of those who live under an index, the one that is to stay unless its index is taken from it; null when all are stopping.</summary>
    public Holder? FindStaying(int index)
    {
        foreach (var holder in Ranked(HoldersOf(index)))
        {
            if (holder.Instance.State != InstanceState.Stopping)
                return holder;
        }
        return null;
    }

    public void Want(DesiredProcess? desired)
    {
        if (desired == Desired)
            return;
        Desired = desired;
        kept = new CellRoom?[desired?.Instances ?? 0];
        keptCount = 0;
        copies.Clear();
        surplus.Clear();
        heldCount = live.Keys.Count(index => index < kept.Length);
        foreach (var index in live.Keys)
            Judge(index);
    }

    public void Add(ActualInstance instance, CellRoom cell)
    {
        if (!live.TryGetValue(instance.Index, out var holders))
            (holders, heldCount) = ([], heldCount + (instance.Index < kept.Length ? 1 : 0));
        live[instance.Index] = holders.Add(new(instance, cell));
        Judge(instance.Index);
    }

    public void Remove(ActualInstance instance)
    {
        var index = instance.Index;
        live[index] = live[index].RemoveAll(holder => holder.Instance.Guid == instance.Guid);
        Judge(index);
        if (live[index].IsEmpty && live.Remove(index) && index < kept.Length)
            heldCount--;
    }

    /// <summary>
    /// Of several under one index the one that serves longest stays. The index stays taken by whoever lives under it, wanted or not:
    /// only its end frees it.
    /// </summary>
    private void Judge(int index)
    {
        CellRoom? stays = null;
        List<(PlacementAction.Stop, CellRoom)>? go = null;
        foreach (var (instance, cell) in Ranked(live[index]))
        {
            if (instance.State == InstanceState.Stopping)
                continue;
            if (FindReasonToStop(instance, stays) is { } reason)
                (go ??= []).Add((new(instance.Guid, instance.Cell, reason), cell));
            else
                stays = cell;
        }
        if (index < kept.Length && kept[index] != stays)
        {
            Count(kept[index], -1);
            Count(stays, 1);
            kept[index] = stays;
        }
        if (go is null)
            surplus.Remove(index);
        else
            surplus[index] = go;
    }

    private void Count(CellRoom? cell, int change)
    {
        if (cell is null)
            return;
        keptCount += change;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(copies, cell, out _);
        count += change;
        if (count == 0)
            copies.Remove(cell);
    }

    private StopReason? FindReasonToStop(ActualInstance instance, CellRoom? stays) =>
        instance.Index >= kept.Length ? StopReason.Unwanted
        : instance.Version != Desired!.Version ? StopReason.Outdated
        : stays is not null ? StopReason.Duplicate
        : null;

    private ImmutableArray<Holder> Ranked(ImmutableArray<Holder> holders)
    {
        return holders.Length < 2
            ? holders
            : [.. holders.OrderBy(Rank).ThenBy(holder => holder.Instance.Since).ThenBy(holder => holder.Instance.Guid, StringComparer.Ordinal)];

        int Rank(Holder holder) =>
            (holder.Instance.State == InstanceState.Stopping ? 4 : 0)
            + (holder.Instance.Version == Desired?.Version ? 0 : 2)
            + (holder.Instance.State == InstanceState.Running ? 0 : 1);
    }
}
