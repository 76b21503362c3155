using System.Runtime.InteropServices;
using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>
/// What a <see cref="ClusterSnapshot"/> says, kept up to date change by change, so that planning costs what is unsettled and not what
/// there is. The order of changes does not matter, only the last word on each thing. It is owned by one loop: not thread-safe.
/// </summary>
public sealed class ClusterModel
{
    private readonly Dictionary<string, CellRoom> cells = [];
    private readonly Dictionary<string, ActualInstance> live = [];
    private readonly Dictionary<string, ProcessSlots> processes = [];
    private readonly Dictionary<(string ProcessGuid, int Index), CrashHistory> crashes = [];

    /// <summary>Processes of which something is to be started or stopped, or would be if there were room or it were time.</summary>
    private readonly HashSet<ProcessSlots> unsettled = [];

    /// <summary>Processes that changed since it was last asked whether they want to move.</summary>
    private readonly HashSet<ProcessSlots> changed = [];
    private readonly HashSet<ProcessSlots> movable = [];

    /// <summary>How many cells of each zone accept starts; null when that is to be counted again.</summary>
    private Dictionary<string, int>? zones;

    internal IReadOnlyCollection<ProcessSlots> Unsettled => unsettled;

    /// <summary>Processes of which an instance may want to move or has just moved, and perhaps a few more.</summary>
    internal IReadOnlyCollection<ProcessSlots> Movable
    {
        get
        {
            Judge(changed);
            changed.Clear();
            return movable;
        }
    }

    internal IEnumerable<CellRoom> Cells => cells.Values;

    public static ClusterModel Of(ClusterSnapshot snapshot)
    {
        var model = new ClusterModel();
        foreach (var cell in snapshot.Cells)
            model.Set(cell);
        foreach (var process in snapshot.Desired)
            model.Set(process);
        foreach (var instance in snapshot.Actual)
            model.Set(instance);
        foreach (var crash in snapshot.Crashes)
            model.Set(crash);
        return model;
    }

    public void Set(SchedulableCell cell)
    {
        var room = CellOf(cell.Name);
        var before = (room.Zone, room.AcceptsStarts, room.Cell?.IsDraining);
        room.Cell = cell;
        zones = null;
        // A cell that goes leaves no process more uneven, but for those that lose instances with it.
        if (before != (room.Zone, room.AcceptsStarts, cell.IsDraining) && (room.AcceptsStarts || cell.IsDraining))
            Judge(processes.Values);
    }

    /// <summary>The cell is no more. Its instances live on until each is removed.</summary>
    public void RemoveCell(string name)
    {
        CellOf(name).Cell = null;
        zones = null;
    }

    public void Set(DesiredProcess process) => Change(process.Guid, slots => slots.Want(process));

    public void RemoveProcess(string guid) => Change(guid, slots => slots.Want(null));

    /// <summary>Takes the instance as it is now; one that has ended is as good as removed.</summary>
    public void Set(ActualInstance instance)
    {
        RemoveInstance(instance.Guid);
        if (!instance.State.IsLive())
            return;
        var cell = CellOf(instance.Cell);
        cell.Take(instance.MemoryMb, instance.DiskMb);
        if (instance.State == InstanceState.Stopping)
            cell.Leave(instance);
        live.Add(instance.Guid, instance);
        Change(instance.ProcessGuid, slots => slots.Add(instance, cell));
    }

    public void RemoveInstance(string guid)
    {
        if (!live.Remove(guid, out var instance))
            return;
        var cell = CellOf(instance.Cell);
        cell.GiveBack(instance.MemoryMb, instance.DiskMb);
        if (instance.State == InstanceState.Stopping)
            cell.Leave(instance, times: -1);
        Change(instance.ProcessGuid, slots => slots.Remove(instance));
    }

    public void Set(CrashHistory crash) => crashes[(crash.ProcessGuid, crash.Index)] = crash;

    public void RemoveCrash(string processGuid, int index) => crashes.Remove((processGuid, index));

    /// <summary>Takes those that are to be stopped as stopping until the plan is made.</summary>
    internal void Leave(IEnumerable<PlacementAction.Stop> stops, int times)
    {
        foreach (var stop in stops)
            CellOf(stop.Cell).Leave(live[stop.InstanceGuid], times);
    }

    internal ActualInstance FindInstance(string guid) => live[guid];

    internal DesiredProcess FindProcess(string guid) => processes[guid].Desired!;

    internal CrashHistory? FindCrash(string processGuid, int index) => crashes.GetValueOrDefault((processGuid, index));

    private CellRoom CellOf(string name) =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, name, out _) ??= new CellRoom(name);

    private void Change(string processGuid, Action<ProcessSlots> change)
    {
        var slots = CollectionsMarshal.GetValueRefOrAddDefault(processes, processGuid, out _) ??= new ProcessSlots();
        change(slots);
        changed.Add(slots);
        if (slots.IsSettled)
            unsettled.Remove(slots);
        else
            unsettled.Add(slots);
        if (slots.IsEmpty)
            processes.Remove(processGuid);
    }

    private void Judge(IReadOnlyCollection<ProcessSlots> which)
    {
        if (which.Count == 0)
            return;
        zones ??= cells.Values.Where(cell => cell.AcceptsStarts).CountBy(cell => cell.Zone!).ToDictionary();
        foreach (var slots in which)
        {
            if (slots.IsMovable(zones))
                movable.Add(slots);
            else
                movable.Remove(slots);
        }
    }
}
