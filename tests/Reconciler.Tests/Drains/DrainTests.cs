using Ingot.Model.AuditEvents;
using Ingot.Model.Deployments;
using Ingot.Model.Instances;
using Ingot.Protocol.Controller;
using Ingot.Reconciler.Tests.Deployments;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Cells;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Drains;

public sealed class DrainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_drained_cell_is_left_and_as_many_as_are_asked_for_serve_all_the_time(int instances)
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances);
        await platform.UntilRunningAsync([.. Enumerable.Range(0, instances)]);
        var drained = platform.CellOf(platform.Running.Single(instance => instance.Index == 0));
        using var served = new Lowest(() => platform.Router.EndpointsOf(TestPlatform.Host).Count);

        await platform.WriteAsync(session => session.DrainCellAsync(drained.Name));

        await TestPlatform.UntilAsync(() => !drained.Instances.Values.Any(instance => instance.State.IsLive()), "the cell is left");
        await platform.UntilRunningAsync([.. Enumerable.Range(0, instances)]);
        Assert.True(await served.StopAsync() >= instances);
        const string Query = "select * from audit_events where type = 'audit.app.process.rescheduling'";
        var events = await Eventually.GetAsync(
            () => platform.Db.ReadAsync(session => session.QueryAsync<AuditEvent>(Query), Cancelled),
            static events => events.Count > 0,
            TimeSpan.FromSeconds(10),
            "the move is told of"
        );
        Assert.All(events, move => Assert.Contains("\"reason\":\"Cell is being evacuated\"", move.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_controller_that_is_killed_midway_goes_on_with_the_spare_that_is_there()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var drained = platform.CellOf(platform.Running.Single());
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.WriteAsync(session => session.DrainCellAsync(drained.Name));
        await TestPlatform.UntilAsync(() => platform.Starting("v1", 1) is not null, "a spare starts");

        await platform.RestartControllerAsync();
        platform.Run(platform.Starting("v1", 1)!);
        await platform.UntilRunsAsync("v1", 0);

        await platform.UntilRunningAsync(0);
        Assert.DoesNotContain(drained.Instances.Values, instance => instance.State.IsLive());
        Assert.Single(platform.Cells.SelectMany(cell => cell.Starts), start => start.Index == 1);
    }

    [Fact]
    public async Task Without_room_elsewhere_a_drain_waits_and_says_why_and_goes_on_at_once_when_there_is_room()
    {
        // Time stands still, so nothing is done for a period's end.
        await using var platform = await TestPlatform.PrepareAsync(new ManualTime());
        foreach (var cell in platform.Cells)
            cell.MemoryMb = 512;
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.RunAsync(instances: 5);
        await platform.UntilRunningAsync(0, 1, 2, 3, 4);
        var drained = platform.CellOf(platform.Running.Single(instance => instance.Index == 0));

        await platform.WriteAsync(session => session.DrainCellAsync(drained.Name));
        using var controller = new DrainClient(platform.ControllerSocket);
        await Eventually.GetAsync(
            () => controller.ReportAsync(Cancelled),
            reports => reports is [{ Left: > 0, Waiting: "insufficient resources: memory" }],
            TimeSpan.FromSeconds(10),
            "the refusal is reported"
        );
        await platform.WriteAsync(session => session.ExecuteAsync("update processes set instances = 3"));

        await platform.UntilRunningAsync(0, 1, 2);
        await Eventually.GetAsync(() => controller.ReportAsync(Cancelled), reports => reports is [{ Left: 0 }], TimeSpan.FromSeconds(10), "it is drained");
    }

    [Fact]
    public async Task A_drain_of_every_cell_says_that_all_are_drained()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);

        await platform.WriteAsync(async session =>
        {
            foreach (var cell in platform.Cells)
                await session.DrainCellAsync(cell.Name);
        });
        using var controller = new DrainClient(platform.ControllerSocket);
        await Eventually.GetAsync(
            () => controller.ReportAsync(Cancelled),
            reports => reports.All(report => report is { Left: 1, Waiting: "all cells are drained; `ingot cell restore` or `ingot zone restore` takes that back" }),
            TimeSpan.FromSeconds(10),
            "the reason is reported"
        );

        await platform.UntilRunningAsync(0, 1, 2);
    }

    [Fact]
    public async Task A_drain_that_waits_for_a_paused_canary_says_so_and_goes_on_when_that_does()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        await platform.DeployAsync("v2", canary: new Canary());
        await platform.UntilPausedAsync("v2", 0);
        var drained = platform.CellOf(platform.Running.Single(instance => instance.Index == 0));

        await platform.WriteAsync(session => session.DrainCellAsync(drained.Name));
        using var controller = new DrainClient(platform.ControllerSocket);
        var reports = await controller.ReportAsync(Cancelled);
        await platform.ContinueAsync();

        Assert.EndsWith(" is paused; continue or cancel it", Assert.Single(reports).Waiting, StringComparison.Ordinal);
        await TestPlatform.UntilAsync(() => !drained.Instances.Values.Any(instance => instance.State.IsLive()), "the cell is left");
    }

    [Fact]
    public async Task A_cell_that_comes_back_gets_its_part_again_when_it_has_stayed_for_a_while()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        time.Advance(TimeSpan.FromMinutes(1));
        await platform.RunAsync(instances: 6);
        await platform.UntilRunningAsync(0, 1, 2, 3, 4, 5);
        platform.Cell("z2-0").Instances.Clear();
        await platform.KillCellAsync("z2-0", comesBack: true);
        await platform.UntilRunningAsync(0, 1, 2, 3, 4, 5);

        await TestPlatform.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(500));
                return platform.Cell("z2-0").Instances.Values.Count(instance => instance.State == InstanceState.Running) == 2;
            },
            "two run there"
        );

        await platform.UntilRunningAsync(0, 1, 2, 3, 4, 5);
        Assert.Equal([2, 2, 2], platform.Cells.Select(cell => cell.Instances.Values.Count(instance => instance.State == InstanceState.Running)));
    }
}
