using Ingot.Cell.Events;
using Ingot.Cell.Instances;
using Ingot.Cell.Output;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Trees;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Lifetime;

/// <summary>
/// The cell's beginning and its end. Asked to end, it stops its instances while the streams still tell of it; left alone by the
/// supervisor, it kills them and ends at once.
/// </summary>
internal sealed partial class CellLifetime(
    CellOptions options,
    CellSandbox sandbox,
    Workload workload,
    CellEventFeed feed,
    LogRing ring,
    TimeProvider time,
    ILogger<CellLifetime> logger
) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        // Listed before the first instance can be made, removed whenever there is time: start-up does not wait for it.
        var leftovers = Directory.GetDirectories(options.Folder);
        _ = Task.Run(() => PrepareAsync(leftovers), CancellationToken.None);
        if (options.SupervisorPipeFd is { } descriptor)
            LivenessPipe.Watch(descriptor, OnSupervisorGone);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await workload.StopAllAsync();
        feed.End();
        ring.End();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(IReadOnlyList<string> leftovers)
    {
        LogSandbox((await sandbox.GetAsync()).Name);
        foreach (var leftover in leftovers)
        {
            try
            {
                await FolderRemoval.RemoveAsync(leftover);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogLeftoverStays(leftover, exception);
            }
        }
    }

    private void OnSupervisorGone()
    {
        _ = Task.WaitAny(workload.KillAllAsync(), Task.Delay(LongestGoodbye, time));
        LivenessPipe.ExitAtOnce(1);
    }

    [LoggerMessage(LogLevel.Information, "Instances run in the sandbox: {Sandbox}")]
    private partial void LogSandbox(string sandbox);

    [LoggerMessage(LogLevel.Warning, "The folder {Folder} of a former run cannot be removed")]
    private partial void LogLeftoverStays(string folder, Exception exception);
}
