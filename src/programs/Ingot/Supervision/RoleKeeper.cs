using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>Keeps one process that is not a cell (controller, router) running until it is asked to stop.</summary>
internal sealed partial class RoleKeeper(string role, Func<Task<SpawnedProcess>> start, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;
    private SpawnedProcess? current;
    private int restarts;

    /// <summary>Completes with the exit status when the process says that it can never start (<see cref="RoleExit.CannotStart"/>).</summary>
    public TaskCompletionSource CannotStart { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoleProcess Status => new(role, current is { Exited.IsCompleted: false } process ? process.Pid : 0, restarts);

    /// <summary>Starts the first process at once and returns; restarts happen behind it.</summary>
    public async Task StartAsync()
    {
        current = await start();
        loop = KeepAsync();
    }

    /// <summary>SIGTERM, then SIGKILL when the grace period is over; returns when the process is gone.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        if (current is { } process)
            await process.EndAsync(grace, time);
        await loop;
    }

    private async Task KeepAsync()
    {
        var restartDelay = new RestartDelay();
        while (true)
        {
            var startedAt = time.GetTimestamp();
            var status = await current!.Exited;
            if (stopping.IsCancellationRequested)
                return;
            if (status.Code == RoleExit.CannotStart)
            {
                CannotStart.TrySetResult();
                return;
            }
            LogRoleEnded(role, current.Pid, status.ToString());
            restarts++;
            await Task.Delay(restartDelay.Next(time.GetElapsedTime(startedAt) > StableAfter), time, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
                return;
            current = await StartAgainAsync();
        }
    }

    /// <summary>Starts the process, trying until the operating system lets us: without memory or descriptors it may refuse for a while.</summary>
    private async Task<SpawnedProcess> StartAgainAsync()
    {
        while (true)
        {
            try
            {
                return await start();
            }
            catch (IOException exception)
            {
                LogStartFailed(role, exception);
                await Task.Delay(StartPause, time);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Role} cannot be started; trying again in a second")]
    private partial void LogStartFailed(string role, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Role} (process {Pid}) ended ({Status}); starting it again")]
    private partial void LogRoleEnded(string role, int pid, string status);
}
