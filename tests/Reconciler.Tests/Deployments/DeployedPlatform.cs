using Ingot.Model.Deployments;
using Ingot.Model.Instances;
using Ingot.Model.Processes;
using Ingot.Protocol.Cells;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Deployments;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Deployments;

/// <summary>Deploying on a <see cref="TestPlatform"/>, and waiting for what comes of it.</summary>
internal static class DeployedPlatform
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>Writes what the API does.</summary>
    public static Task DeployAsync(this TestPlatform platform, string version, int maxInFlight = 1, Canary? canary = null) =>
        platform.WriteAsync(async session =>
        {
            var process = await session.GetAsync<AppProcess>(TestPlatform.App);
            await session.InsertAsync(Some.Version(version, TestPlatform.App, memoryMb: 256, session.Now));
            await session.InsertAsync(
                new Deployment
                {
                    Guid = "deployment",
                    AppGuid = TestPlatform.App,
                    DropletGuid = "droplet",
                    MaxInFlight = maxInFlight,
                    Canary = canary,
                    StatusChangedAt = session.Now,
                    LastHealthyAt = session.Now,
                }
            );
            (process.StableVersion, process.Version) = (process.Version, version);
            await session.UpdateAsync(process);
        });

    public static Task<Deployment> DeploymentAsync(this TestPlatform platform) =>
        platform.Db.ReadAsync(session => session.GetAsync<Deployment>("deployment"), CancellationToken.None);

    public static Task<AppProcess> ProcessAsync(this TestPlatform platform) =>
        platform.Db.ReadAsync(session => session.GetAsync<AppProcess>(TestPlatform.App), CancellationToken.None);

    /// <summary>Waits until a canary is paused in a step; then the indexes that should run its version, and no others, do.</summary>
    public static async Task UntilPausedAsync(this TestPlatform platform, string version, params int[] indexes)
    {
        await UntilAsync(async () => (await platform.DeploymentAsync()).StatusReason == DeploymentReasons.Paused, "the canary is paused");
        Assert.Equal(indexes, platform.Running.Where(instance => instance.Version == version).Select(instance => instance.Index).Order());
    }

    public static Task ContinueAsync(this TestPlatform platform) =>
        platform.WriteAsync(async session => await session.ContinueAsync((await session.FindActiveDeploymentAsync(TestPlatform.App))!));

    /// <summary>How the deployment ended.</summary>
    public static async Task<string> UntilFinalizedAsync(this TestPlatform platform)
    {
        await UntilAsync(async () => (await platform.DeploymentAsync()).StatusValue == DeploymentValues.Finalized, "the deployment is over");
        return (await platform.DeploymentAsync()).StatusReason;
    }

    public static Task UntilErrorAsync(this TestPlatform platform, string error) =>
        UntilAsync(async () => (await platform.DeploymentAsync()).Error == error, "the deployment says why it waits");

    public static InstanceStatus? Starting(this TestPlatform platform, string version, int index) =>
        platform.All.FirstOrDefault(instance => instance.State == InstanceState.Starting && instance.Version == version && instance.Index == index);

    /// <summary>Has an instance pass its check.</summary>
    public static void Run(this TestPlatform platform, InstanceStatus instance) => platform.CellOf(instance).Run(instance.InstanceGuid);

    /// <summary>Waits until an instance starts, and has it pass its check.</summary>
    public static async Task UntilRunsAsync(this TestPlatform platform, string version, int index)
    {
        await TestPlatform.UntilAsync(() => platform.Starting(version, index) is not null, $"{version}[{index}] starts");
        platform.Run(platform.Starting(version, index)!);
    }

    public static async Task RestartControllerAsync(this TestPlatform platform)
    {
        await platform.StopControllerAsync();
        await platform.StartControllerAsync();
        platform.StartRouter();
    }

    private static Task UntilAsync(Func<Task<bool>> condition, string what) => Eventually.GetAsync(condition, static holds => holds, Soon, what);
}

/// <summary>The lowest of a figure that is looked at all the time.</summary>
internal sealed class Lowest : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task<int> watching;

    public Lowest(Func<int> figure) =>
        watching = Task.Run(async () =>
        {
            var lowest = figure();
            while (!stopping.IsCancellationRequested)
            {
                lowest = Math.Min(lowest, figure());
                await Task.Yield();
            }
            return lowest;
        });

    public async Task<int> StopAsync()
    {
        await stopping.CancelAsync();
        return await watching;
    }

    public void Dispose() => stopping.Dispose();
}
