using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>What holds at every step of a rollout, whatever happens meanwhile.</summary>
public sealed class RolloutLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void A_rollout_ends_with_every_index_in_the_new_version_evenly_spread_and_never_has_less_than_was_asked_for() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomRollouts.Fresh,
                start =>
                {
                    var process = start.Desired[0];
                    var snapshot = start;
                    for (var round = 0; round < 4 * (process.Instances + 2); round++)
                    {
                        var plan = Scheduler.Plan(snapshot);
                        if (plan.Length == 0)
                            break;
                        snapshot = snapshot.Apply(plan);
                        if (Fault(snapshot) is { } fault)
                            throw new InvalidOperationException($"{fault} in round {round}\n{snapshot}");
                        snapshot = snapshot.Settle();
                    }
                    var inZones = snapshot
                        .Cells.GroupBy(cell => cell.Zone, cell => cell.Name)
                        .Select(zone => snapshot.Actual.Count(instance => zone.Contains(instance.Cell)))
                        .ToList();
                    return HasEnded(snapshot) && inZones.Max() - inZones.Min() <= 1;
                }
            )
        );

    [Fact]
    public void Whatever_happens_no_index_is_held_twice_and_no_serving_instance_goes_without_one_in_its_place() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomRollouts.Histories,
                history =>
                {
                    var snapshot = history.Start;
                    foreach (var happening in history.Happenings)
                    {
                        var plan = Scheduler.Plan(snapshot);
                        var held = snapshot.Actual.Where(instance => instance.State.IsLive()).Select(instance => instance.Index).ToHashSet();
                        if (!plan.OfType<PlacementAction.Start>().All(start => held.Add(start.Index)))
                            return false;
                        var after = snapshot.Apply(plan);
                        // Stops leave as many ready instances as are asked for, but for those that faults have taken.
                        var process = snapshot.Desired[0];
                        if (process.Rollout!.HasSpares && Ready(after) < Math.Min(Ready(snapshot), process.Instances - Faulty(snapshot)))
                            return false;
                        if (Scheduler.Plan(after).Any(action => action is PlacementAction.Start or PlacementAction.Stop))
                            return false;
                        snapshot = happening.Change(after);
                    }
                    return true;
                }
            )
        );

    [Fact]
    public void Planning_a_rollout_from_what_changed_equals_planning_it_from_everything() =>
        Check.One(Often, Prop.ForAll(RandomRollouts.Histories, history => history.CheckIncrementalPlans()));

    [Fact]
    public void A_rollout_goes_on_to_its_end_when_the_faults_are_over() =>
        Check.One(
            Often,
            Prop.ForAll(
                RandomRollouts.Histories,
                history =>
                {
                    var snapshot = history.End();
                    var process = snapshot.Desired[0];
                    snapshot = snapshot with { Cells = history.Start.Cells };
                    for (var round = 0; round < 6 * (process.Instances + 10); round++)
                        snapshot = snapshot.Settle().Apply(Scheduler.Plan(snapshot.Settle()));
                    return HasEnded(snapshot);
                }
            )
        );

    /// <summary>Every index is held and those that follow, and no spare is left; what does not follow has been left alone.</summary>
    private static bool HasEnded(ClusterSnapshot snapshot)
    {
        var process = snapshot.Desired[0];
        return snapshot.Actual.Select(instance => instance.Index).Order().SequenceEqual(Enumerable.Range(0, process.Instances))
            && snapshot.Actual.Where(instance => instance.Index < process.Following).All(instance => instance.Version == process.Version)
            && RolloutProgress.Of(process, snapshot.Actual).IsComplete;
    }

    private static int Ready(ClusterSnapshot snapshot) => snapshot.Actual.Count(instance => instance.IsReady);

    /// <summary>
    /// Indexes without a ready instance that are not being replaced: nobody or an old instance that does not serve is there, or their
    /// turn is in a later step.
    /// </summary>
    private static int Faulty(ClusterSnapshot snapshot)
    {
        var process = snapshot.Desired[0];
        var live = snapshot.Actual.Where(instance => instance.State.IsLive()).ToLookup(instance => instance.Index);
        return Enumerable
            .Range(0, process.Instances)
            .Count(index => live[index].All(IsIdle) || (index >= process.Following && !live[index].Any(instance => instance.IsReady)));

        bool IsIdle(ActualInstance instance) =>
            instance is { IsReady: false, State: not InstanceState.Stopping } && instance.Version != process.Version;
    }

    /// <summary>What a rollout in which nothing crashes must never come to.</summary>
    private static string? Fault(ClusterSnapshot snapshot)
    {
        var process = snapshot.Desired[0];
        var live = snapshot.Actual.Where(instance => instance.State.IsLive()).ToList();
        var wanted = live.Where(instance => instance.Index < process.Instances).ToList();
        var fresh = wanted.Where(instance => instance.Version == process.Version).ToList();
        var changing = process.Instances - wanted.Count(instance => instance.IsReady);
        return live.DistinctBy(instance => instance.Index).Count() < live.Count ? "an index is held twice"
            : process.Rollout!.HasSpares && Ready(snapshot) < process.Instances ? "too few serve"
            : changing > (process.Rollout.HasSpares ? process.Rollout.MaxInFlight : 1) ? "too many change"
            : fresh.Exists(instance => instance.Index >= process.Following) ? "an index was replaced before its step"
            : fresh.Exists(instance => instance.Index > 0) && !fresh.Exists(instance => instance is { Index: 0, IsReady: true }) ? "index 0 was not first"
            : null;
    }
}
