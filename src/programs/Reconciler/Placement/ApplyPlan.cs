using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Placement;

/// <summary>Turns a plan into orders. None of them is waited for: what becomes of them is told by the cells.</summary>
internal sealed class ApplyPlan(InstanceStarts starts, InstanceStops stops, MoveEvents moves, PlacementNotes notes)
{
    public void Apply(PlacementAction[] plan, DesiredSnapshot desired, Cluster cluster)
    {
        notes.Take(plan);
        moves.Write(plan, cluster);
        stops.Begin(plan.OfType<PlacementAction.Stop>().Select(stop => cluster.Cells[stop.Cell].Locate(stop.InstanceGuid)));
        foreach (var start in plan.OfType<PlacementAction.Start>())
            starts.Begin(start, desired, cluster.Cells[start.Cell]);
    }
}
