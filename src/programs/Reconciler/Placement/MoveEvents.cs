using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Work;
using Ingot.Scheduling;
using Ingot.Storage;
using Ingot.Storage.AuditEvents;

namespace Ingot.Reconciler.Placement;

/// <summary>Tells an app's developer which of its instances are moved, and why.</summary>
internal sealed class MoveEvents(PlatformDb db, Background background)
{
    public void Write(PlacementAction[] plan, Cluster cluster)
    {
        var moved = plan.OfType<PlacementAction.Stop>()
            .Select(stop => (Why: Words(stop.Reason), Instance: cluster.Cells[stop.Cell].Locate(stop.InstanceGuid)))
            .Where(move => move.Why is not null)
            .ToList();
        if (moved.Count > 0)
            background.Run(stopping => db.WriteAsync(session => WriteAsync(session, moved), stopping));
    }

    private static async Task WriteAsync(DbSession session, List<(string? Why, LocatedInstance Instance)> moved)
    {
        foreach (var (why, (cell, status, _)) in moved)
            await new ReschedulingEvent(status.InstanceGuid, status.Index, cell.Name, why!).WriteAsync(session, status.ProcessGuid);
    }

    /// <summary>Of a drain in Cloud Foundry's words (tps-watcher); null when the instance is not moved.</summary>
    private static string? Words(StopReason reason) =>
        reason switch
        {
            StopReason.Drained => "Cell is being evacuated",
            StopReason.Uneven => "Instances are being spread evenly",
            _ => null,
        };
}
