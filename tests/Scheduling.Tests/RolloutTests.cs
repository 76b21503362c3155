using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>The steps of a rollout, one by one.</summary>
public sealed class RolloutTests
{
    [Fact]
    public void A_spare_of_the_old_version_is_awaited_before_the_only_instance_is_replaced()
    {
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Rolling(instances: 1)], [Some.Instance("old", 0, "z1-0", version: "v1")]);

        var first = Scheduler.Plan(snapshot);
        var early = Scheduler.Plan(snapshot.Apply(first));
        var ready = snapshot.Apply(first).Settle();

        Assert.Equal([new PlacementAction.Start("p1", "v1", 1, "z2-0")], first);
        Assert.Empty(early);
        Assert.Equal([new PlacementAction.Stop("old", "z1-0", StopReason.Outdated)], Scheduler.Plan(ready));
        var stopped = ready.Apply(Scheduler.Plan(ready)).Settle();
        Assert.Equal([new PlacementAction.Start("p1", "v2", 0, "z1-0")], Scheduler.Plan(stopped));
        var replaced = stopped.Apply(Scheduler.Plan(stopped)).Settle();
        Assert.Equal([StopReason.Unwanted], replaced.Stops().Select(stop => stop.Reason));
    }

    [Fact]
    public void Without_room_for_a_spare_the_old_version_stays_and_the_reason_is_told()
    {
        var snapshot = Some.Snapshot([Some.Cell("c", "z1", memoryMb: 300)], [Some.Rolling(instances: 1)], [Some.Instance("old", 0, "c", version: "v1")]);

        Assert.Equal([new PlacementAction.Refuse("p1", 1, "insufficient resources: memory")], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void Nothing_healthy_needs_no_spare()
    {
        var starting = Some.Instance("old", 0, "z1-0", version: "v1", state: InstanceState.Starting);
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Rolling(instances: 1)], [starting]);

        Assert.Equal([new PlacementAction.Stop("old", "z1-0", StopReason.Outdated)], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_spare_that_crashes_is_not_awaited()
    {
        var crash = new CrashHistory("p1", 1, "v1", Count: 3, Some.Now);
        var old = Some.Instance("old", 0, "z1-0", version: "v2");
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Rolling(instances: 1, version: "v3")], [old]) with { Crashes = [crash] };

        Assert.Equal([new PlacementAction.Stop("old", "z1-0", StopReason.Outdated)], Scheduler.Plan(snapshot).OfType<PlacementAction.Stop>());
    }

    [Fact]
    public void A_process_without_a_route_is_replaced_one_by_one_without_spares()
    {
        var old = Enumerable.Range(0, 3).Select(index => Some.Instance($"i{index}", index, $"z{index + 1}-0", version: "v1")).ToArray();
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Rolling(instances: 3, maxInFlight: 3, hasSpares: false)], old);

        Assert.Equal([new PlacementAction.Stop("i0", "z1-0", StopReason.Outdated)], Scheduler.Plan(snapshot));
        var led = snapshot with { Actual = [Some.Instance("new", 0, "z1-0", version: "v2"), old[1], old[2]] };
        Assert.Equal([new PlacementAction.Stop("i1", "z2-0", StopReason.Outdated)], Scheduler.Plan(led));
    }

    [Fact]
    public void An_index_whose_turn_has_not_come_is_started_again_in_the_old_version()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 3)],
            [Some.Instance("a", 0, "z1-0", version: "v1"), Some.Instance("b", 1, "z2-0", version: "v1")]
        );

        Assert.Contains(new PlacementAction.Start("p1", "v1", 2, "z3-0"), Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_canary_of_two_is_done_with_indexes_0_and_1_and_what_else_crashes_returns_in_the_old_version()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 4, limit: 2)],
            [
                Some.Instance("a", 0, "z1-0", version: "v2"),
                Some.Instance("b", 1, "z2-0", version: "v2"),
                Some.Instance("c", 2, "z3-0", version: "v1"),
            ]
        );

        Assert.Equal([new PlacementAction.Start("p1", "v1", 3, "z1-0")], Scheduler.Plan(snapshot));
        Assert.Equal(new RolloutProgress(Ready: 2, IsComplete: true, IsChanging: true), RolloutProgress.Of(snapshot.Desired[0], snapshot.Actual));
    }

    [Fact]
    public void A_canary_that_is_done_keeps_a_spare_while_an_old_instance_still_starts()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 2, limit: 1)],
            [
                Some.Instance("new", 0, "z1-0", version: "v2"),
                Some.Instance("old", 1, "z2-0", version: "v1", state: InstanceState.Starting),
                Some.Instance("spare", 2, "z3-0", version: "v1"),
            ]
        );

        Assert.Empty(Scheduler.Plan(snapshot));
        var ended = snapshot with { Actual = [snapshot.Actual[0], snapshot.Actual[2]] };
        Assert.Equal([new PlacementAction.Start("p1", "v1", 1, "z2-0")], Scheduler.Plan(ended));
    }

    [Fact]
    public void Scaling_a_canary_down_leaves_what_it_has_replaced_and_cancelling_it_has_no_limit()
    {
        var fresh = Enumerable.Range(0, 3).Select(index => Some.Instance($"i{index}", index, $"z{index + 1}-0", version: "v2")).ToArray();
        var scaled = Some.Snapshot(Some.ThreeZones(), [Some.Rolling(instances: 3, limit: 1)], fresh);
        var cancelled = scaled with { Desired = [Some.Rolling(instances: 3, version: "v1", stable: "v1", limit: 1)] };

        Assert.Empty(Scheduler.Plan(scaled));
        Assert.Equal(3, cancelled.Desired[0].Following);
        Assert.NotEmpty(Scheduler.Plan(cancelled));
    }

    [Fact]
    public void On_the_way_back_the_old_version_starts_under_the_index_at_once_beside_the_spare()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 1, version: "v1", stable: "v1")],
            [Some.Instance("spare", 1, "z2-0", version: "v1")]
        );

        Assert.Equal([new PlacementAction.Start("p1", "v1", 0, "z1-0")], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_spare_that_scaling_has_made_an_instance_is_replaced_like_any_other()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 2)],
            [
                Some.Instance("new", 0, "z1-0", version: "v2"),
                Some.Instance("spare", 1, "z2-0", version: "v1"),
                Some.Instance("next", 2, "z3-0", version: "v1"),
            ]
        );

        Assert.Equal([new PlacementAction.Stop("spare", "z2-0", StopReason.Outdated)], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_deployment_that_takes_over_another_leaves_its_spare_to_the_index_it_stands_in_for()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Rolling(instances: 2, version: "v3")],
            [
                Some.Instance("zero", 0, "z1-0", version: "v2"),
                Some.Instance("one", 1, "z2-0", version: "v2", state: InstanceState.Starting),
                Some.Instance("spare", 2, "z3-0", version: "v1"),
            ]
        );

        Assert.Equal([new PlacementAction.Start("p1", "v1", 3, "z1-0")], Scheduler.Plan(snapshot));
        Assert.Contains(new PlacementAction.Stop("zero", "z1-0", StopReason.Outdated), Scheduler.Plan(snapshot.Apply(Scheduler.Plan(snapshot)).Settle()));
    }

    [Fact]
    public void Nothing_is_stopped_while_a_cell_may_hold_what_nobody_has_heard_of()
    {
        var cells = Some.ThreeZones();
        cells[2] = cells[2] with { Condition = CellCondition.Unheard };
        var snapshot = Some.Snapshot(
            cells,
            [Some.Rolling(instances: 1)],
            [Some.Instance("spare", 1, "z1-0", version: "v1"), Some.Instance("spare2", 2, "z2-0", version: "v1")]
        );

        Assert.Empty(snapshot.Stops());
    }
}
