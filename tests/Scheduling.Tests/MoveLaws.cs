using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>What holds while instances move, whatever happens meanwhile.</summary>
public sealed class MoveLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void Drained_cells_are_left_and_what_is_uneven_is_evened_and_never_do_fewer_serve_than_was_asked_for() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomMoves.Roomy,
                start =>
                {
                    var snapshot = start;
                    for (var round = 0; Acts(Scheduler.Plan(snapshot)); round++)
                    {
                        snapshot = snapshot.Apply(Scheduler.Plan(snapshot));
                        if (Fault(snapshot) is { } fault || round > 100)
                            throw new InvalidOperationException($"{Fault(snapshot) ?? "no end"} in round {round}\n{snapshot}");
                        snapshot = snapshot.Settle();
                    }
                    return HasEnded(snapshot) && snapshot.Desired.All(process => IsEven(snapshot, process));
                }
            )
        );

    [Fact]
    public void Whatever_happens_no_index_is_held_twice_and_no_serving_instance_goes_without_one_in_its_place() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomMoves.Histories,
                history =>
                {
                    var snapshot = history.Start;
                    foreach (var happening in history.Happenings)
                    {
                        var plan = Scheduler.Plan(snapshot);
                        var after = snapshot.Apply(plan);
                        var fault =
                            IsHeldTwice(after) ? "an index is held twice"
                            : Acts(Scheduler.Plan(after)) ? "a plan applied plans more: " + Scheduler.Plan(after).Text()
                            : after.Desired.Any(process => IsSure(process, plan) && Served(after, process) < Math.Min(Served(snapshot, process), process.Instances)) ? "fewer serve"
                            : null;
                        if (fault is not null)
                            throw new InvalidOperationException($"{fault} before {happening} and after {plan.Text()}\n{snapshot}");
                        snapshot = happening.Change(after);
                    }
                    return true;
                }
            )
        );

    [Fact]
    public void Planning_moves_from_what_changed_equals_planning_them_from_everything() =>
        Check.One(Often, Prop.ForAll(RandomMoves.Histories, history => history.CheckIncrementalPlans()));

    [Fact]
    public void Moving_comes_to_an_end_even_where_room_is_scarce() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomMoves.Histories,
                history =>
                {
                    var snapshot = history.End();
                    snapshot = snapshot.Settle() with { Now = snapshot.Now.AddMinutes(1) };
                    for (var round = 0; Acts(Scheduler.Plan(snapshot)); round++)
                    {
                        if (round > 200)
                            throw new InvalidOperationException($"no end\n{snapshot}");
                        snapshot = snapshot.Apply(Scheduler.Plan(snapshot)).Settle();
                    }
                    return true;
                }
            )
        );

    private static bool Acts(PlacementAction[] plan) => plan.Any(action => action is PlacementAction.Start or PlacementAction.Stop);

    private static string? Fault(ClusterSnapshot snapshot) =>
        IsHeldTwice(snapshot) ? "an index is held twice"
        : snapshot.Desired.Any(process => process.HasSpares && Served(snapshot, process) < process.Instances) ? "too few serve"
        : null;

    private static bool IsHeldTwice(ClusterSnapshot snapshot)
    {
        var live = snapshot.Actual.Where(instance => instance.State.IsLive()).ToList();
        return live.DistinctBy(instance => (instance.ProcessGuid, instance.Index)).Count() < live.Count;
    }

    private static int Served(ClusterSnapshot snapshot, DesiredProcess process) =>
        snapshot.Actual.Count(instance => instance.ProcessGuid == process.Guid && instance.IsReady);

    /// <summary>Whether spares stand in: where room is short, a spare's goes to an index that is missing.</summary>
    private static bool IsSure(DesiredProcess process, PlacementAction[] plan) =>
        process.HasSpares
        && !plan.Any(action =>
            action switch
            {
                PlacementAction.Refuse refuse => refuse.ProcessGuid == process.Guid && refuse.FromIndex < process.Instances,
                PlacementAction.AwaitRoom wait => wait.ProcessGuid == process.Guid && wait.FromIndex < process.Instances,
                _ => false,
            }
        );

    private static bool HasEnded(ClusterSnapshot snapshot) =>
        !snapshot.Actual.Any(instance => snapshot.Cells.Any(cell => cell.IsDraining && cell.Name == instance.Cell))
        && snapshot.Actual.Select(instance => (instance.ProcessGuid, instance.Index)).Order()
            .SequenceEqual(snapshot.Desired.SelectMany(process => Enumerable.Range(0, process.Instances).Select(index => (process.Guid, index))));

    private static bool IsEven(ClusterSnapshot snapshot, DesiredProcess process)
    {
        var zones = snapshot
            .Cells.Where(cell => !cell.IsDraining)
            .GroupBy(
                cell => cell.Zone,
                cell => snapshot.Actual.Count(instance => instance.ProcessGuid == process.Guid && instance.Cell == cell.Name)
            )
            .ToList();
        return zones.Max(zone => zone.Sum()) - zones.Min(zone => zone.Sum()) <= 1 && zones.TrueForAll(zone => zone.Max() - zone.Min() <= 1);
    }
}
