using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>Decides which instance is started where, and which is stopped.</summary>
public static class Scheduler
{
    /// <summary>Compares what is desired with what there is. Equal snapshots give equal plans; a plan applied plans nothing more.</summary>
    public static PlacementAction[] Plan(ClusterSnapshot snapshot)
    {
        var usable = snapshot.Cells.Where(cell => cell.Condition == CellCondition.Usable).Select(cell => cell.Name).ToHashSet();
        var held = snapshot
            .Actual.Where(instance => instance.State.IsLive())
            .GroupBy(instance => instance.ProcessGuid)
            .ToDictionary(group => group.Key, group => group.ToList());
        var crashes = snapshot.Crashes.ToDictionary(crash => (crash.ProcessGuid, crash.Index));
        var stops = new List<PlacementAction.Stop>();
        var waits = new List<PlacementAction>();
        var processes = new List<ProcessPlacement>();

        foreach (var process in snapshot.Desired)
        {
            held.Remove(process.Guid, out var live);
            var holders = IndexHolders.Of(process, live ?? []);
            stops.AddRange(holders.Surplus.Where(stop => usable.Contains(stop.Cell)));
            var missing = new List<int>();
            foreach (var index in holders.Free)
            {
                if (FindWait(process, index, crashes, snapshot.Now) is { } wait)
                    waits.Add(wait);
                else
                    missing.Add(index);
            }
            if (missing.Count > 0)
                processes.Add(new ProcessPlacement(process, holders.Kept, missing));
        }

        stops.AddRange(
            held.Values.SelectMany(strays => strays)
                .Where(stray => stray.State != InstanceState.Stopping && usable.Contains(stray.Cell))
                .Select(stray => new PlacementAction.Stop(stray.Guid, stray.Cell, StopReason.Unwanted))
        );
        stops.Sort(static (left, right) => string.CompareOrdinal(left.InstanceGuid, right.InstanceGuid));
        return [.. stops, .. Place(snapshot, processes), .. waits];
    }

    /// <summary>
    /// Places index 0 of every process before any other index, so that scarce room gives each app something (Diego: auctionrunner
    /// orders a batch likewise), and big instances before small ones.
    /// </summary>
    private static List<PlacementAction> Place(ClusterSnapshot snapshot, List<ProcessPlacement> processes)
    {
        var placed = new List<PlacementAction>();
        processes.Sort(ProcessPlacement.BigFirst);
        var conditions = snapshot.Cells.Select(cell => cell.Condition).ToHashSet();
        if (conditions.Contains(CellCondition.Unheard) || !conditions.Contains(CellCondition.Usable))
        {
            placed.AddRange(
                from process in processes
                from index in process.Missing
                select new PlacementAction.Refuse(process.Desired.Guid, index, Refusals.NobodyAnswers)
            );
            return placed;
        }

        var room = new ClusterRoom(snapshot);
        foreach (var process in processes.Where(process => process.Missing[0] == 0))
            process.PlaceInto(room, howMany: 1, placed);
        foreach (var process in processes)
            process.PlaceInto(room, howMany: int.MaxValue, placed);
        foreach (var process in processes)
            process.ExplainUnplaced(room, placed);
        return placed;
    }

    /// <summary>A crash of another version does not count: a new version starts with a clean record.</summary>
    private static PlacementAction.Wait? FindWait(
        DesiredProcess process,
        int index,
        Dictionary<(string, int), CrashHistory> crashes,
        DateTimeOffset now
    )
    {
        if (!crashes.TryGetValue((process.Guid, index), out var crash) || crash.Version != process.Version)
            return null;
        return RestartPolicy.ShouldRestart(now, crash.CrashedAt, crash.Count)
            ? null
            : new PlacementAction.Wait(process.Guid, index, RestartPolicy.RestartAt(crash.CrashedAt, crash.Count));
    }
}
