using Ingot.Model.Instances;
using Ingot.Reconciler.Tests.Support;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Placement;

public sealed class PlacementTests
{
    [Fact]
    public async Task Six_instances_run_two_in_each_zone()
    {
        await using var platform = await TestPlatform.StartAsync();

        await platform.RunAsync(instances: 6);

        await platform.UntilRunningAsync(0, 1, 2, 3, 4, 5);
        Assert.All(platform.Cells, cell => Assert.Equal(2, cell.Instances.Count));
    }

    [Fact]
    public async Task An_instance_is_told_who_it_is_and_where_it_answers()
    {
        await using var platform = await TestPlatform.StartAsync();

        await platform.RunAsync(instances: 1);

        await platform.UntilRunningAsync(0);
        var start = Assert.Single(platform.Cells.SelectMany(cell => cell.Starts));
        Assert.Equal(28, start.InstanceGuid.Length);
        Assert.Equal(["hello.localhost:8080"], start.Run.Uris);
        Assert.Equal(("hello", "dev", "ingot"), (start.Run.AppName, start.Run.SpaceName, start.Run.OrganizationName));
        Assert.Equal("http://localhost:8080", start.Run.ApiUrl);
        Assert.True(start.Run.HasPort);
    }

    [Fact]
    public async Task Scaling_down_stops_the_highest_indexes()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 5);
        await platform.UntilRunningAsync(0, 1, 2, 3, 4);
        var lowest = platform.Running.Where(instance => instance.Index < 2).Select(instance => instance.InstanceGuid).Order().ToList();

        await platform.RunAsync(instances: 2);

        await platform.UntilRunningAsync(0, 1);
        Assert.Equal(lowest, platform.Running.Select(instance => instance.InstanceGuid).Order());
    }

    [Fact]
    public async Task A_stopped_app_has_no_instances_and_its_route_is_gone()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);

        await platform.StopAppAsync();

        await TestPlatform.UntilAsync(() => !platform.All.Any(), "all instances are stopped and forgotten");
        Assert.False(platform.Router.Knows(TestPlatform.Host));
    }

    [Fact]
    public async Task A_new_version_takes_over_every_index_after_the_old_one_is_gone()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        foreach (var cell in platform.Cells)
            cell.StopsAtOnce = false;

        await platform.RunAsync(instances: 2, version: "v2");
        await TestPlatform.UntilAsync(() => platform.All.Count(instance => instance.State == InstanceState.Stopping) == 2, "both are stopping");
        Assert.DoesNotContain(platform.Cells.SelectMany(cell => cell.Starts), start => start.Run.Version == "v2");
        foreach (var old in platform.All.ToList())
            platform.CellOf(old).Change(old.InstanceGuid, status => status with { State = InstanceState.Stopped });

        await platform.UntilRunningAsync(0, 1);
        Assert.All(platform.Running, instance => Assert.Equal("v2", instance.Version));
    }

    [Fact]
    public async Task What_a_gone_cell_ran_is_replaced_under_the_same_indexes()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);
        var others = platform.Running.Where(instance => platform.CellOf(instance).Name != "z2-0").Select(instance => instance.InstanceGuid).ToList();
        platform.Cell("z2-0").Instances.Clear();

        await platform.KillCellAsync("z2-0", comesBack: false);

        await platform.UntilRunningAsync(0, 1, 2);
        Assert.Subset(platform.Running.Select(instance => instance.InstanceGuid).ToHashSet(), others.ToHashSet());
    }

    [Fact]
    public async Task A_cell_that_comes_back_empty_takes_its_part_again()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.KillCellAsync("z1-0", comesBack: true);

        await platform.RunAsync(instances: 3, memoryMb: 5000);

        await platform.UntilRunningAsync(0, 1, 2);
        Assert.Single(platform.Cell("z1-0").Instances);
    }

    [Fact]
    public async Task A_silent_cell_keeps_its_indexes_until_it_is_gone()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);

        await platform.Cell("z3-0").DisposeAsync();
        await platform.RunAsync(instances: 4);

        await TestPlatform.UntilAsync(() => platform.Running.Count() == 4, "the fourth runs");
        Assert.Equal([0, 1, 2, 3], platform.Running.Select(instance => instance.Index).Order());
    }

    [Fact]
    public async Task A_restarted_controller_adopts_what_runs()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 4);
        await platform.UntilRunningAsync(0, 1, 2, 3);
        var before = platform.Running.Select(instance => instance.InstanceGuid).Order().ToList();

        await platform.StopControllerAsync();
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.RunAsync(instances: 5);

        await platform.UntilRunningAsync(0, 1, 2, 3, 4);
        Assert.Equal(5, platform.Cells.Sum(cell => cell.Starts.Count));
        Assert.Subset(platform.Running.Select(instance => instance.InstanceGuid).ToHashSet(), before.ToHashSet());
    }

    [Fact]
    public async Task A_restarted_controller_starts_nothing_until_every_cell_has_reported()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        var late = platform.Cell("z3-0");
        await late.DisposeAsync();
        late.Hold(Some.Instance("adopted", 0));
        await platform.RunAsync(instances: 2);
        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(
            () => platform.Instances.Of(TestPlatform.App).Any(report => report.Details == "unable to communicate to compatible cells"),
            "the refusal is reported"
        );
        Assert.Empty(platform.Cells.SelectMany(cell => cell.Starts));
        Assert.Null(platform.Router.Table);
        await late.StartAsync();

        await platform.UntilRunningAsync(0, 1);
        Assert.Equal([1], platform.Cells.SelectMany(cell => cell.Starts).Select(start => start.Index));
    }

    [Fact]
    public async Task A_platform_that_starts_spreads_over_all_its_cells_however_slowly_they_come()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        await platform.RunAsync(instances: 3);
        platform.ListUnstarted();
        var late = platform.Cell("z3-0");
        await late.DisposeAsync();
        await platform.StartControllerAsync();
        platform.StartRouter();
        platform.List();

        await TestPlatform.UntilAsync(() => platform.Instances.Of(TestPlatform.App).Count == 3, "desired state is read");
        await late.StartAsync();

        await platform.UntilRunningAsync(0, 1, 2);
        Assert.All(platform.Cells, cell => Assert.Single(cell.Instances));
    }

    [Fact]
    public async Task Instances_nobody_wants_are_stopped()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        platform.Cell("z1-0").Hold(Some.Instance("stray", 0, process: "deleted-process"));
        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(() => platform.Cell("z1-0").Forgotten.Contains("stray"), "the stray is gone");
    }

    [Fact]
    public async Task An_index_without_room_says_so_in_the_words_of_Cloud_Foundry()
    {
        await using var platform = await TestPlatform.StartAsync();

        await platform.RunAsync(instances: 1, memoryMb: 100_000);

        await TestPlatform.UntilAsync(
            () => platform.Instances.Of(TestPlatform.App) is [{ State: null, Details: "insufficient resources: memory" }],
            "the refusal is reported"
        );
    }

    [Fact]
    public async Task A_refused_start_leaves_the_index_free_with_the_reason_of_the_cell()
    {
        await using var platform = await TestPlatform.StartAsync();
        foreach (var cell in platform.Cells)
            cell.Refusal = "insufficient resources: disk";

        await platform.RunAsync(instances: 1);

        await TestPlatform.UntilAsync(
            () => platform.Instances.Of(TestPlatform.App) is [{ State: null, Details: "insufficient resources: disk" }],
            "the cell's reason is reported"
        );
    }

    [Fact]
    public async Task Room_that_appears_goes_at_once_to_an_index_that_waited_for_it_and_was_not_refused()
    {
        // Time stands still, so nothing is done for a period's end.
        await using var platform = await TestPlatform.PrepareAsync(new ManualTime());
        foreach (var cell in platform.Cells)
            cell.MemoryMb = 256;
        var full = platform.Cell("z2-0");
        full.Hold(Some.Instance("stray", 0, process: "deleted-process"));
        full.StopsAtOnce = false;
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.RunAsync(instances: 3);
        await TestPlatform.UntilAsync(
            () =>
                platform.Running.Count() == 2
                && platform.Instances.Of(TestPlatform.App)[2] is { State: null, Details: null }
                && full.Stops.Contains("stray"),
            "two run, the third waits for the stray to go"
        );

        full.Change("stray", status => status with { State = InstanceState.Stopped });

        await platform.UntilRunningAsync(0, 1, 2);
    }

    [Fact]
    public async Task Desired_state_that_changed_without_a_word_is_found_after_the_period()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);

        await platform.Db.WriteAsync(session => session.ExecuteAsync("update processes set instances = 3"), CancellationToken.None);

        await TestPlatform.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return platform.Running.Count() == 3;
            },
            "three run"
        );
    }

    [Fact]
    public async Task Two_hundred_and_fifty_instances_come_and_go_and_stay_even()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2, memoryMb: 32);
        await platform.UntilRunningAsync(0, 1);

        await platform.RunAsync(instances: 250, memoryMb: 32);
        await platform.UntilRunningAsync([.. Enumerable.Range(0, 250)]);
        var even = platform.Cells.Select(cell => cell.Instances.Count).Order().ToList();
        await platform.RunAsync(instances: 2, memoryMb: 32);

        await platform.UntilRunningAsync(0, 1);
        Assert.Equal([83, 83, 84], even);
    }
}
