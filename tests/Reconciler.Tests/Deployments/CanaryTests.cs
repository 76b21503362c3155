using Ingot.Model.Deployments;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Deployments;

namespace Ingot.Reconciler.Tests.Deployments;

public sealed class CanaryTests
{
    private static readonly Canary Steps = new() { Weights = [25, 75] };

    [Fact]
    public async Task A_canary_pauses_after_each_step_also_under_another_controller_and_goes_on_to_the_end()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 4);
        await platform.UntilRunningAsync(0, 1, 2, 3);
        using var served = new Lowest(() => platform.Router.EndpointsOf(TestPlatform.Host).Count);

        await platform.DeployAsync("v2", canary: Steps);
        await platform.UntilPausedAsync("v2", 0);
        await platform.ContinueAsync();
        await platform.UntilPausedAsync("v2", 0, 1, 2);
        Assert.True(await served.StopAsync() >= 4);
        await platform.RestartControllerAsync();
        await platform.ContinueAsync();

        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1, 2, 3);
        Assert.All(platform.Running, instance => Assert.Equal("v2", instance.Version));
    }

    [Fact]
    public async Task While_it_is_paused_new_indexes_run_the_old_version_and_cancelling_brings_it_back_everywhere()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        await platform.DeployAsync("v2", canary: new Canary());
        await platform.UntilPausedAsync("v2", 0);

        await platform.WriteAsync(session => session.ExecuteAsync("update processes set instances = 4"));
        await platform.UntilRunningAsync(0, 1, 2, 3);
        await platform.UntilPausedAsync("v2", 0);
        await platform.WriteAsync(async session =>
            await session.RollBackAsync((await session.FindActiveDeploymentAsync(TestPlatform.App))!, error: null)
        );

        Assert.Equal(DeploymentReasons.Canceled, await platform.UntilFinalizedAsync());
        await platform.UntilRunningAsync(0, 1, 2, 3);
        Assert.All(platform.Running, instance => Assert.Equal("v1", instance.Version));
    }

    [Fact]
    public async Task Without_a_time_limit_a_new_version_that_crashes_is_not_rolled_back_but_told()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        platform.Options = platform.Options with { DeploymentTimeout = Timeout.InfiniteTimeSpan };
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;
        await platform.DeployAsync("bad");
        await platform.UntilRunsAsync("v1", 1);

        for (var crash = 0; crash < 3; crash++)
        {
            await TestPlatform.UntilAsync(() => platform.Starting("bad", 0) is not null, "index 0 starts");
            var victim = platform.Starting("bad", 0)!;
            platform.CellOf(victim).Crash(victim.InstanceGuid);
        }

        await platform.UntilErrorAsync("instance 0 of process web crashed 3 times: APP/PROC/WEB: Exited with status 1");
        Assert.Equal(DeploymentReasons.Deploying, (await platform.DeploymentAsync()).StatusReason);
    }
}
