namespace Ingot.Scheduling;

/// <summary>Decides which instance is started where, and which is stopped.</summary>
public static class Scheduler
{
    /// <summary>Compares what is desired with what there is. Equal snapshots give equal plans; a plan applied plans nothing more.</summary>
    public static PlacementAction[] Plan(ClusterSnapshot snapshot) => Plan(ClusterModel.Of(snapshot), snapshot.Now);

    /// <summary>The same of a model that is kept, which stays as it is. However it came to be, equal contents give equal plans.</summary>
    public static PlacementAction[] Plan(ClusterModel model, DateTimeOffset now)
    {
        // Processes that cannot move one of theirs: what they start for it would not be needed when all else is done.
        var barred = new HashSet<string>();
        while (true)
        {
            var plan = PlanOnce(model, now, barred);
            if (model.Movable.Count == 0)
                return plan;
            // What one process gives up for a move or takes may let another one move.
            using var foresight = new Foresight(model, now);
            while (foresight.Do(plan) && foresight.Regretted.Count == 0)
                plan = PlanOnce(model, now, barred);
            if (barred.IsSupersetOf(foresight.Regretted))
                return [.. foresight.Done, .. plan.Where(action => !Foresight.IsAct(action))];
            barred.UnionWith(foresight.Regretted);
        }
    }

    private static PlacementAction[] PlanOnce(ClusterModel model, DateTimeOffset now, IReadOnlySet<string> barred)
    {
        var stops = new List<PlacementAction.Stop>();
        var waits = new List<PlacementAction.Wait>();
        var processes = new List<ProcessPlacement>();
        var isHeard = !model.Cells.Any(cell => cell.Cell is { Condition: CellCondition.Unheard });
        foreach (var process in model.Unsettled)
        {
            var rollout = process.Desired?.Rollout is null ? null : new RolloutStep(process, (version, index) => FindWait(model, version, index, now) is not null);
            // An index that looks free may be held where nobody has heard of: a rollout would take its spare for one too many.
            if (rollout is null || isHeard)
                stops.AddRange(rollout?.Stops ?? process.Stops);
            foreach (var gap in rollout?.Gaps ?? process.Gaps)
            {
                var missing = new List<int>();
                foreach (var index in gap.Indexes)
                {
                    if (FindWait(model, gap.Version, index, now) is { } wait)
                        waits.Add(wait);
                    else
                        missing.Add(index);
                }
                if (missing.Count > 0)
                    processes.Add(new ProcessPlacement(gap.Version, gap.Kept, missing));
            }
        }
        processes.Sort(ProcessPlacement.BigFirst);
        var moves = new Moves(
            model.Movable.Select(process => new MoveStep(
                process,
                index => FindWait(model, process.Desired!, index, now),
                isBarred: barred.Contains(process.Desired!.Guid)
            ))
        );
        var room = processes.Count > 0 || moves.Any ? new ClusterRoom(model.Cells) : null;
        var mayStart = isHeard && room?.Usable.Count > 0;
        var placed = mayStart ? Place(processes, room!) : [];
        if (mayStart)
            moves.Plan(room!, now, processes);
        var spares = moves.Spares(isHeard);
        stops.RemoveAll(stop => spares.Contains(stop.InstanceGuid));
        stops.AddRange(moves.Stops);
        stops.Sort(static (left, right) => string.CompareOrdinal(left.InstanceGuid, right.InstanceGuid));

        moves.GiveBackPromises();
        model.Leave(stops, times: 1);
        var nobody = isHeard && model.Cells.Any(cell => cell.IsUsable) ? Refusals.InsufficientResources : Refusals.NobodyAnswers;
        var refused = processes
            .Where(process => process.IsRefused)
            // Of a process that lacks indexes in two versions, the refusal of the lowest.
            .GroupBy(process => process.Desired.Guid, (_, same) => same.MinBy(process => process.FirstRefused)!)
            .ToList();
        var refusals = mayStart
            ? refused.ConvertAll(process => Refusals.Refuse(room!, process.Desired, process.FirstRefused))
            : refused.ConvertAll<PlacementAction>(process => new PlacementAction.Refuse(process.Desired.Guid, process.FirstRefused, nobody));
        var unplaced = refused.Select(process => process.Desired.Guid).ToHashSet();
        refusals.AddRange(mayStart ? moves.Refusals : moves.RefuseAll(nobody, except: unplaced));
        model.Leave(stops, times: -1);
        foreach (var process in processes)
            process.GiveBack();
        moves.GiveBackStarts();
        return
        [
            .. stops,
            .. placed,
            .. moves.Starts,
            .. refusals,
            .. waits.Concat(moves.Waits).OrderBy(wait => wait.ProcessGuid, StringComparer.Ordinal).ThenBy(wait => wait.Index),
            .. moves.LookAgain,
        ];
    }

    /// <summary>
    /// Places index 0 of every process before any other index, so that scarce room gives each app something (Diego: auctionrunner
    /// orders a batch likewise), and big instances before small ones.
    /// </summary>
    private static List<PlacementAction> Place(List<ProcessPlacement> processes, ClusterRoom room)
    {
        var placed = new List<PlacementAction>();
        foreach (var process in processes.Where(process => process.Missing[0] == 0))
            process.PlaceInto(room, howMany: 1, placed);
        foreach (var process in processes)
            process.PlaceInto(room, howMany: int.MaxValue, placed);
        return placed;
    }

    /// <summary>A crash of another version does not count: a new version starts with a clean record.</summary>
    private static PlacementAction.Wait? FindWait(ClusterModel model, DesiredProcess process, int index, DateTimeOffset now)
    {
        if (model.FindCrash(process.Guid, index) is not { } crash || crash.Version != process.Version)
            return null;
        return RestartPolicy.ShouldRestart(now, crash.CrashedAt, crash.Count)
            ? null
            : new PlacementAction.Wait(process.Guid, index, RestartPolicy.RestartAt(crash.CrashedAt, crash.Count));
    }
}
