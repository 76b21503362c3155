using System.Collections.Immutable;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;

namespace Ingot.Reconciler.Cells;

/// <summary>One moment of all cells.</summary>
/// <param name="IsKnown">Whether the supervisor has named the incarnation of every cell; at its own start it has not.</param>
/// <param name="Met">Names of cells of which an incarnation was seen alive.</param>
/// <param name="Leaving">Guids of instances that are being stopped, from the decision on.</param>
internal sealed record Cluster(
    bool IsKnown,
    ImmutableDictionary<string, CellView> Cells,
    ImmutableHashSet<string> Met,
    ImmutableHashSet<string> Leaving
)
{
    public static readonly Cluster Unknown = new(IsKnown: false, ImmutableDictionary<string, CellView>.Empty, [], []);

    public IEnumerable<LocatedInstance> Instances =>
        from cell in Cells.Values
        from status in cell.Instances.Values
        select new LocatedInstance(cell, status);
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
            ? view.Instances.GetValueOrDefault(instanceGuid)
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
                    cells.Add(process.Name, known with { Process = process.State });
                }
                else if (begun.TryGetValue(process.Name, out var connection))
                {
                    var view = new CellView
                    {
                        Name = process.Name,
                        Zone = process.Zone,
                        Incarnation = process.Incarnation,
                        Process = process.State,
                        IsWitnessed = cluster.Met.Contains(process.Name),
                        Connection = connection,
                    };
                    cells.Add(process.Name, view);
                }
            }
            var kept = cluster with { IsKnown = isKnown, Cells = cells.ToImmutable(), Met = cluster.Met.Union(cells.Keys) };
            return kept with { Leaving = cluster.Leaving.Intersect(kept.Instances.Select(instance => instance.Status.InstanceGuid)) };
        });
        InstancesChanged?.Invoke();
        TasksChanged?.Invoke();
    }

    /// <summary>Changes the view of one incarnation; nothing happens when that is gone.</summary>
    public void Update(string cell, string incarnation, Func<CellView, CellView> change, ActualChange what = ActualChange.All)
    {
        Change(cluster =>
            cluster.Cells.TryGetValue(cell, out var view) && view.Incarnation == incarnation
                ? cluster with { Cells = cluster.Cells.SetItem(cell, change(view)) }
                : cluster
        );
        if (what.HasFlag(ActualChange.Instances))
            InstancesChanged?.Invoke();
        if (what.HasFlag(ActualChange.Tasks))
            TasksChanged?.Invoke();
    }

    /// <summary>Takes an instance as being stopped; false when it is already.</summary>
    public bool MarkLeaving(string instanceGuid)
    {
        var added = false;
        Change(cluster =>
        {
            added = !cluster.Leaving.Contains(instanceGuid);
            return cluster with { Leaving = cluster.Leaving.Add(instanceGuid) };
        });
        return added;
    }

    /// <summary>Applies one line of a cell's event stream.</summary>
    public void Apply(string cell, string incarnation, CellEvent change)
    {
        if (change.Snapshot is { } snapshot)
        {
            Update(cell, incarnation, view => view.With(snapshot));
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
            Change(cluster => cluster with { Leaving = cluster.Leaving.Remove(forgotten) });
        }
    }

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
