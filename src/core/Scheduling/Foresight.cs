using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>A model in which what is planned is done already; disposed of, it is as it was.</summary>
internal sealed class Foresight(ClusterModel model, DateTimeOffset now) : IDisposable
{
    private readonly List<PlacementAction.Stop> stops = [];
    private readonly Dictionary<string, PlacementAction.Start> starts = [];

    /// <summary>As they were before.</summary>
    private readonly List<ActualInstance> stopped = [];
    private readonly HashSet<string> regretted = [];

    /// <summary>What has been done, in the order of a plan.</summary>
    public IEnumerable<PlacementAction> Done => [.. stops.OrderBy(stop => stop.InstanceGuid, StringComparer.Ordinal), .. starts.Values];

    /// <summary>Processes of which an instance was started that the rest of the plan made needless. Neither counts as done.</summary>
    public IReadOnlySet<string> Regretted => regretted;

    /// <summary>Whether it changes anything.</summary>
    public static bool IsAct(PlacementAction action) => action is PlacementAction.Stop or PlacementAction.Start;

    /// <summary>Returns whether anything was to be done.</summary>
    public bool Do(PlacementAction[] plan)
    {
        foreach (var stop in plan.OfType<PlacementAction.Stop>())
            Do(stop);
        foreach (var start in plan.OfType<PlacementAction.Start>())
            Do(start);
        return plan.Any(IsAct);
    }

    public void Dispose()
    {
        stopped.ForEach(model.Set);
        foreach (var guid in starts.Keys)
            model.RemoveInstance(guid);
    }

    private void Do(PlacementAction.Stop stop)
    {
        var instance = model.FindInstance(stop.InstanceGuid);
        if (starts.Remove(instance.Guid))
        {
            regretted.Add(instance.ProcessGuid);
            model.RemoveInstance(instance.Guid);
            return;
        }
        stops.Add(stop);
        stopped.Add(instance);
        model.Set(instance with { State = InstanceState.Stopping });
    }

    private void Do(PlacementAction.Start start)
    {
        var (memoryMb, diskMb) = model.FindProcess(start.ProcessGuid).SizeOf(start.Version);
        var guid = $"{start.ProcessGuid}[{start.Index}]";
        starts.Add(guid, start);
        model.Set(
            new ActualInstance
            {
                Guid = guid,
                ProcessGuid = start.ProcessGuid,
                Index = start.Index,
                Version = start.Version,
                State = InstanceState.Starting,
                Cell = start.Cell,
                Since = now,
                MemoryMb = memoryMb,
                DiskMb = diskMb,
            }
        );
    }
}
