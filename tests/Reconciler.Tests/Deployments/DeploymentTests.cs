using Ingot.Model.AuditEvents;
using Ingot.Model.Deployments;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Deployments;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Deployments;

public sealed class DeploymentTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task A_deployment_replaces_every_index_and_is_deployed(int instances, int maxInFlight)
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances);
        await platform.UntilRunningAsync([.. Enumerable.Range(0, instances)]);
        using var served = new Lowest(() => platform.Router.EndpointsOf(TestPlatform.Host).Count);

        await platform.DeployAsync("v2", maxInFlight);

        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync([.. Enumerable.Range(0, instances)]);
        Assert.All(platform.Running, instance => Assert.Equal("v2", instance.Version));
        Assert.True(await served.StopAsync() >= instances);
        var fresh = platform.Cells.SelectMany(cell => cell.Starts).Where(start => start.Run.Version == "v2").Select(start => start.Index);
        Assert.Equal(Enumerable.Range(0, instances), fresh.Order());
        Assert.Null((await platform.ProcessAsync()).StableVersion);
    }

    [Fact]
    public async Task A_controller_that_is_killed_midway_goes_on_where_it_was()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.DeployAsync("v2");
        await TestPlatform.UntilAsync(() => platform.Starting("v1", 3) is not null, "a spare starts");

        await platform.RestartControllerAsync();
        platform.Run(platform.Starting("v1", 3)!);
        await TestPlatform.UntilAsync(() => platform.Starting("v2", 0) is not null, "index 0 starts");
        await platform.RestartControllerAsync();
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = true;
        platform.Run(platform.Starting("v2", 0)!);

        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1, 2);
        Assert.All(platform.Running, instance => Assert.Equal("v2", instance.Version));
        Assert.Single(platform.Cells.SelectMany(cell => cell.Starts), start => start.Index == 3);
    }

    [Fact]
    public async Task A_new_version_that_crashes_again_and_again_is_rolled_back_by_itself_with_the_reason()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.DeployAsync("bad");
        await platform.UntilRunsAsync("v1", 2);

        for (var crash = 0; crash < 3; crash++)
        {
            await TestPlatform.UntilAsync(() => platform.Starting("bad", 0) is not null, "index 0 starts");
            var victim = platform.Starting("bad", 0)!;
            platform.CellOf(victim).Crash(victim.InstanceGuid);
        }
        await platform.UntilRunsAsync("v1", 0);

        Assert.Equal(DeploymentReasons.Canceled, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1);
        Assert.All(platform.Running, instance => Assert.Equal("v1", instance.Version));
        const string Reason = "instance 0 of process web crashed 3 times: APP/PROC/WEB: Exited with status 1";
        Assert.Equal(Reason, (await platform.DeploymentAsync()).Error);
        const string Query = "select * from audit_events where type = 'audit.app.deployment.cancel'";
        var events = await platform.Db.ReadAsync(session => session.QueryAsync<AuditEvent>(Query), CancellationToken.None);
        Assert.Contains(Reason, Assert.Single(events).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_that_does_not_become_ready_in_time_is_rolled_back()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.DeployAsync("slow");
        await platform.UntilRunsAsync("v1", 1);
        await TestPlatform.UntilAsync(() => platform.Starting("slow", 0) is not null, "index 0 starts");
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = true;

        await TestPlatform.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return platform.Running.Any(instance => instance is { Index: 0, Version: "v1" });
            },
            "the old version is back"
        );

        Assert.Equal(DeploymentReasons.Canceled, await platform.UntilFinalizedAsync());
        Assert.Equal("the new version did not become healthy within 300 s", (await platform.DeploymentAsync()).Error);
    }

    [Fact]
    public async Task Without_room_for_a_spare_it_waits_says_so_and_goes_on_when_there_is_room()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        foreach (var cell in platform.Cells)
            cell.MemoryMb = 256;
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);

        await platform.DeployAsync("v2");
        await platform.UntilErrorAsync("insufficient resources: memory");
        Assert.All(platform.Running, instance => Assert.Equal("v1", instance.Version));
        await platform.WriteAsync(session => session.ExecuteAsync("update processes set instances = 2"));

        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1);
        Assert.Null((await platform.DeploymentAsync()).Error);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_process_without_a_route_gets_a_spare_only_when_it_asks_for_one(bool asks, int spares)
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        await platform.WriteAsync(async session =>
        {
            await session.ExecuteAsync("delete from destinations");
            await session.ExecuteAsync("update processes set has_spares = @asks", new { asks });
        });

        await platform.DeployAsync("v2");

        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
        Assert.Equal(spares, platform.Cells.SelectMany(cell => cell.Starts).Count(start => start is { Index: 1, Run.Version: "v1" }));
    }

    [Fact]
    public async Task A_cancelled_deployment_brings_the_old_version_back()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.DeployAsync("v2");
        await platform.UntilRunsAsync("v1", 2);
        await platform.UntilRunsAsync("v2", 0);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = true;

        await platform.WriteAsync(async session =>
            await session.RollBackAsync((await session.FindActiveDeploymentAsync(TestPlatform.App))!, error: null)
        );

        Assert.Equal(DeploymentReasons.Canceled, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1);
        Assert.All(platform.Running, instance => Assert.Equal("v1", instance.Version));
    }
}
