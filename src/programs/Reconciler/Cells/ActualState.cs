using System.Collections.Immutable;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;

namespace Ingot.Reconciler.Cells;

/// <summary>One moment of all cells.</summary>
/// <param name="IsKnown">Whether the supervisor has named the incarnation of every cell; at its own start it has not.</param>
/// <param name="Met">Names of cells of which an incarnation was seen alive.</param>
internal sealed record Cluster(bool IsKnown, ImmutableDictionary<string, CellView> Cells, ImmutableHashSet<string> Met)
{
    public static readonly Cluster Unknown = new(IsKnown: false, ImmutableDictionary<string, CellView>.Empty, []);

    public IEnumerable<LocatedInstance> Instances =>
        from cell in Cells.Values
        from guid in cell.Instances.ByGuid.Keys
        select cell.Locate(guid);

    /// <summary>Instances that have ended and are not forgotten.</summary>
    public IEnumerable<LocatedInstance> Ended =>
        from cell in Cells.Values
        from guid in cell.Instances.Ended
        select cell.Locate(guid);

    public IEnumerable<LocatedInstance> LiveOf(string processGuid) =>
        from cell in Cells.Values
        from guid in cell.Instances.Of(processGuid)
        let instance = cell.Locate(guid)
        where instance.IsLive
        select instance;
}

/// <summary>
/// What runs, as the cells tell it: an immutable <see cref="Cluster"/>, replaced with every change. A cell that does not answer keeps
/// what it last ran until the supervisor says that no process of it is left.
/// </summary>
internal sealed class ActualState
{
    private readonly Lock writing = new();
    private volatile Cluster current = Cluster.Unknown;

    /// <summary>An instance or a cell has changed.</summary>
    public event Action? InstancesChanged;

    /// <summary>A task or a cell has changed.</summary>
    public event Action? TasksChanged;

    public Cluster Current => current;

    /// <summary>The latest word on an instance of one incarnation, or null.</summary>
    public InstanceStatus? Find(CellView cell, string instanceGuid) =>
        current.Cells.TryGetValue(cell.Name, out var view) && view.Incarnation == cell.Incarnation
            ? view.Instances.Find(instanceGuid)
            : null;

    /// <summary>Takes over the supervisor's list; the incarnations in <paramref name="begun"/> are new, with the line to each.</summary>
    public void Apply(IReadOnlyList<CellProcess> processes, IReadOnlyDictionary<string, CellConnection> begun)
    {
        Change(cluster =>
        {
            var isKnown = cluster.IsKnown || processes.All(process => process.Incarnation.Length > 0);
            var cells = ImmutableDictionary.CreateBuilder<string, CellView>();
            foreach (var process in processes.Where(CellWatch.IsAlive))
            {
                var known = cluster.Cells.GetValueOrDefault(process.Name);
                if (known is not null && known.Incarnation == process.Incarnation)
                {
                    cells.Add(process.Name, known with { Process = process.State, IsLeaving = process.IsLeaving });
                }
                else if (begun.TryGetValue(process.Name, out var connection))
                {
                    var view = new CellView
                    {
                        Name = process.Name,
                        Zone = process.Zone,
                        Incarnation = process.Incarnation,
                        Process = process.State,
                        IsLeaving = process.IsLeaving,
                        IsWitnessed = cluster.Met.Contains(process.Name),
                        Connection = connection,
                    };
                    cells.Add(process.Name, view);
                }
            }
            return new Cluster(isKnown, cells.ToImmutable(), cluster.Met.Union(cells.Keys));
        });
        InstancesChanged?.Invoke();
        TasksChanged?.Invoke();
    }

    /// <summary>Changes the view of one incarnation; nothing happens when that is gone.</summary>
    public void Update(string cell, string incarnation, Func<CellView, CellView> change, ActualChange what = ActualChange.All)
    {
        Change(cluster => With(cluster, cell, incarnation, change));
        if (what.HasFlag(ActualChange.Instances))
            InstancesChanged?.Invoke();
        if (what.HasFlag(ActualChange.Tasks))
            TasksChanged?.Invoke();
    }

    /// <summary>Takes an instance as being stopped; false when it is already, or gone.</summary>
    public bool MarkLeaving(CellView cell, string instanceGuid)
    {
        var added = false;
        Change(cluster =>
            With(
                cluster,
                cell.Name,
                cell.Incarnation,
                view =>
                {
                    added = view.Instances.ByGuid.TryGetValue(instanceGuid, out var instance) && !instance.IsLeaving;
                    return added ? view with { Instances = view.Instances.WithLeaving(instanceGuid) } : view;
                }
            )
        );
        return added;
    }

    /// <summary>Applies one line of a cell's event stream.</summary>
    public void Apply(string cell, string incarnation, CellEvent change, DateTimeOffset now)
    {
        if (change.Snapshot is { } snapshot)
        {
            Update(cell, incarnation, view => view.With(snapshot, now));
        }
        else if (change.Instance is { } instance)
        {
            Update(cell, incarnation, view => view.With(instance), ActualChange.Instances);
        }
        else if (change.Task is { } task)
        {
            Update(cell, incarnation, view => view.With(task), ActualChange.Tasks);
        }
        else if (change.Forgotten is { } forgotten)
        {
            Update(cell, incarnation, view => view.Without(forgotten));
        }
    }

    private static Cluster With(Cluster cluster, string cell, string incarnation, Func<CellView, CellView> change) =>
        cluster.Cells.TryGetValue(cell, out var view) && view.Incarnation == incarnation
            ? cluster with { Cells = cluster.Cells.SetItem(cell, change(view)) }
            : cluster;

    private void Change(Func<Cluster, Cluster> change)
    {
        lock (writing)
            current = change(current);
    }
}

/// <summary>What a change touches.</summary>
[Flags]
internal enum ActualChange
{
    None = 0,
    Instances = 1,
    Tasks = 2,
    All = Instances | Tasks,
}
