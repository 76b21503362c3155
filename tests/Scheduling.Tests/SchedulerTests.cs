using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

public sealed class SchedulerTests
{
    [Fact]
    public void Six_instances_go_two_to_each_zone_index_by_index()
    {
        var snapshot = Some.Snapshot(Some.ThreeZones(cellsPerZone: 2), [Some.Process(instances: 6)]);

        var cells = snapshot.Starts().OrderBy(start => start.Index).Select(start => start.Cell);

        Assert.Equal(["z1-0", "z2-0", "z3-0", "z1-1", "z2-1", "z3-1"], cells);
    }

    [Fact]
    public void Scaling_down_stops_the_highest_indexes()
    {
        var running = Enumerable.Range(0, 5).Select(index => Some.Instance($"i{index}", index, $"z{index % 3 + 1}-0")).ToArray();
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Process(instances: 2)], running);

        var stopped = snapshot.Stops().Select(stop => stop.InstanceGuid);

        Assert.Equal(["i2", "i3", "i4"], stopped);
    }

    [Fact]
    public void A_new_version_starts_under_an_index_only_when_the_old_holder_is_gone()
    {
        var old = Some.Instance("old", 0, "z1-0", version: "v1");
        var snapshot = Some.Snapshot(Some.ThreeZones(), [Some.Process(version: "v2")], [old]);

        var whileOldLives = Scheduler.Plan(snapshot);
        var whenItIsGone = Scheduler.Plan(snapshot.Apply(whileOldLives).Settle());

        Assert.Equal([new PlacementAction.Stop("old", "z1-0", StopReason.Outdated)], whileOldLives);
        Assert.Equal([new PlacementAction.Start("p1", "v2", 0, "z1-0")], whenItIsGone);
    }

    [Fact]
    public void Of_two_holders_of_an_index_the_one_that_runs_stays()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Process()],
            [Some.Instance("a", 0, "z1-0", state: InstanceState.Starting), Some.Instance("b", 0, "z2-0")]
        );

        Assert.Equal([new PlacementAction.Stop("a", "z1-0", StopReason.Duplicate)], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void An_index_on_a_silent_cell_is_not_given_away()
    {
        var cells = Some.ThreeZones();
        cells[0] = cells[0] with { Condition = CellCondition.Silent };
        var snapshot = Some.Snapshot(cells, [Some.Process()], [Some.Instance("i", 0, "z1-0")]);

        Assert.Empty(Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_lost_index_goes_where_the_prefix_needs_it()
    {
        var snapshot = Some.Snapshot(
            Some.ThreeZones(),
            [Some.Process(instances: 5)],
            [Some.Instance("b", 1, "z2-0"), Some.Instance("c", 2, "z3-0"), Some.Instance("d", 3, "z1-0")]
        );

        var cells = snapshot.Starts().OrderBy(start => start.Index).Select(start => start.Cell);

        Assert.Equal(["z1-0", "z2-0"], cells);
    }

    [Fact]
    public void A_zone_without_room_is_skipped()
    {
        var cells = Some.ThreeZones(memoryMb: 1024);
        cells[1] = cells[1] with { MemoryMb = 100 };
        var snapshot = Some.Snapshot(cells, [Some.Process(instances: 4)]);

        Assert.Equal(["z1-0", "z3-0", "z1-0", "z3-0"], snapshot.Starts().Select(start => start.Cell));
    }

    [Fact]
    public void Scarce_room_gives_every_process_its_index_0_first()
    {
        var snapshot = Some.Snapshot([Some.Cell("c", "z1", memoryMb: 512)], [Some.Process("a", 5), Some.Process("b", 5)]);

        Assert.Equal([("a", 0), ("b", 0)], snapshot.Starts().Select(start => (start.ProcessGuid, start.Index)));
    }

    [Theory]
    [InlineData(9000, 256, 250, "insufficient resources: memory")]
    [InlineData(256, 90000, 250, "insufficient resources: disk")]
    [InlineData(9000, 90000, 250, "insufficient resources: disk, memory")]
    [InlineData(256, 256, 0, "insufficient resources: containers")]
    public void A_refusal_names_what_is_short_on_every_cell(int memoryMb, int diskMb, int maxInstances, string words)
    {
        var cells = Some.ThreeZones().Select(cell => cell with { MaxInstances = maxInstances }).ToArray();
        var snapshot = Some.Snapshot(cells, [Some.Process(memoryMb: memoryMb, diskMb: diskMb)]);

        Assert.Equal([new PlacementAction.Refuse("p1", 0, words)], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void Cells_that_are_short_of_different_things_share_no_reason()
    {
        var snapshot = Some.Snapshot(
            [Some.Cell("a", "z1", memoryMb: 100), Some.Cell("b", "z2", diskMb: 100)],
            [Some.Process()]
        );

        Assert.Equal([new PlacementAction.Refuse("p1", 0, "insufficient resources")], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void Without_a_cell_that_answers_nothing_can_be_said_about_room()
    {
        var snapshot = Some.Snapshot([], [Some.Process()]);

        Assert.Equal([new PlacementAction.Refuse("p1", 0, "unable to communicate to compatible cells")], Scheduler.Plan(snapshot));
    }

    [Fact]
    public void A_crashed_index_waits_and_a_new_version_does_not()
    {
        var crash = new CrashHistory("p1", 0, "v1", 3, Some.Now.AddSeconds(-10));

        var same = Scheduler.Plan(Some.Snapshot(Some.ThreeZones(), [Some.Process()], crashes: [crash]));
        var next = Scheduler.Plan(Some.Snapshot(Some.ThreeZones(), [Some.Process(version: "v2")], crashes: [crash]));

        Assert.Equal([new PlacementAction.Wait("p1", 0, Some.Now.AddSeconds(20))], same);
        Assert.Equal([new PlacementAction.Start("p1", "v2", 0, "z1-0")], next);
    }

    [Fact]
    public void A_build_goes_where_most_memory_is_free_and_counts_there()
    {
        var cells = Some.ThreeZones();
        cells[1] = cells[1] with { StagingMemoryMb = 4096 };
        var snapshot = Some.Snapshot(cells, [], [Some.Instance("i", 0, "z1-0")]);

        Assert.Equal(("z3-0", null), StagingPlanner.PickCell(snapshot, 1024, 4096));
        Assert.Equal((null, "insufficient resources: memory"), StagingPlanner.PickCell(snapshot, 9000, 4096));
    }
}
