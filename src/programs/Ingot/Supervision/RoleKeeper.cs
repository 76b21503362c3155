using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>Keeps one process that is not a cell (controller, router) running until it is asked to stop.</summary>
/// <param name="pulseSocket">Where a process answers; one that has stopped answering is killed. Null for one that is not watched.</param>
/// <param name="spareReady">Completes when a process waits that can take over: a restart is delayed no longer then. Null where none ever does.</param>
internal sealed partial class RoleKeeper(
    string role,
    Func<Task<SpawnedProcess>> start,
    Func<int, string>? pulseSocket,
    Func<Task>? spareReady,
    TimeProvider time,
    ILogger logger
)
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Held while the present process is exchanged.</summary>
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<SpawnedProcess> leaving = [];
    private Task loop = Task.CompletedTask;
    private SpawnedProcess? current;
    private int restarts;

    /// <summary>Completes with the exit status when the process says that it can never start (<see cref="RoleExit.CannotStart"/>).</summary>
    public TaskCompletionSource CannotStart { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoleProcess Status => new(role, current is { Exited.IsCompleted: false } process ? process.Pid : 0, restarts);

    /// <summary>Numbers of processes that were replaced and have not ended yet.</summary>
    public IReadOnlyList<int> Leaving
    {
        get
        {
            lock (leaving)
                return [.. leaving.Select(process => process.Pid)];
        }
    }

    /// <summary>Starts the first process at once and returns; restarts happen behind it.</summary>
    public async Task StartAsync() => Keep(await start());

    /// <summary>Keeps a process which the supervisor's former program started.</summary>
    public async Task AdoptAsync(RoleProcess process)
    {
        restarts = process.Restarts;
        Keep(await ProcessSpawner.AdoptAsync(process.Pid));
    }

    /// <summary>Lets nothing be started until <see cref="Release"/>, so that <see cref="Status"/> stays true but for a death.</summary>
    public Task HoldAsync() => turn.WaitAsync();

    public void Release() => turn.Release();

    /// <summary>Asks the process to leave, and starts another one when it has gone.</summary>
    public async Task ReplaceAsync(TimeSpan grace)
    {
        await turn.WaitAsync();
        try
        {
            var former = current;
            current = null; // What ends now is not to be started again by its watcher.
            await former!.EndAsync(grace, time, Signals.Quit);
            Keep(await StartAgainAsync());
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Starts another process, and asks the present one to leave when that answers. False when it does not answer in time: then nothing
    /// has changed.
    /// </summary>
    /// <param name="grace">How long the present one may take to leave; that is not waited for.</param>
    public async Task<bool> TryReplaceBesideAsync(TimeSpan patience, TimeSpan grace)
    {
        await turn.WaitAsync();
        try
        {
            var next = await start();
            var pulse = new PulseWatch(pulseSocket!(next.Pid), () => next.ProcessorTime, time);
            using var giveUp = new CancellationTokenSource(patience, time);
            await Task.WhenAny(pulse.FellSilentAsync(giveUp.Token), pulse.Answered, next.Exited);
            await giveUp.CancelAsync();
            if (!pulse.Answered.IsCompleted)
            {
                await next.EndAsync(TimeSpan.Zero, time);
                return false;
            }
            var former = current!;
            Keep(next);
            _ = LeaveAsync(former, grace);
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>SIGTERM, then SIGKILL when the grace period is over; returns when the process is gone, and those that were leaving.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        await turn.WaitAsync();
        SpawnedProcess[] all;
        lock (leaving)
            all = current is { } process ? [process, .. leaving] : [.. leaving];
        await Task.WhenAll(all.Select(process => process.EndAsync(grace, time)));
        turn.Release();
        await loop;
    }

    private void Keep(SpawnedProcess process)
    {
        current = process;
        loop = KeepAsync(process);
    }

    private async Task LeaveAsync(SpawnedProcess process, TimeSpan grace)
    {
        lock (leaving)
            leaving.Add(process);
        await process.EndAsync(grace, time, Signals.Quit);
        lock (leaving)
            leaving.Remove(process);
    }

    private async Task KeepAsync(SpawnedProcess process)
    {
        var restartDelay = new RestartDelay();
        while (true)
        {
            var startedAt = time.GetTimestamp();
            var status = await EndOfAsync(process);
            if (stopping.IsCancellationRequested || process != current)
                return;
            if (status.Code == RoleExit.CannotStart)
            {
                CannotStart.TrySetResult();
                return;
            }
            LogRoleEnded(role, process.Pid, status.ToString());
            var delay = Task.Delay(restartDelay.Next(time.GetElapsedTime(startedAt)), time, stopping.Token);
            await Task.WhenAny(delay, spareReady?.Invoke() ?? delay);
            await turn.WaitAsync();
            try
            {
                if (stopping.IsCancellationRequested || process != current)
                    return;
                restarts++;
                current = process = await StartAgainAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    /// <summary>Waits for the end of a process, and brings it about when the process is the present one and falls silent.</summary>
    private async Task<ExitStatus> EndOfAsync(SpawnedProcess process)
    {
        if (pulseSocket is null)
            return await process.Exited;
        var socket = pulseSocket(process.Pid);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var silent = new PulseWatch(socket, () => process.ProcessorTime, time).FellSilentAsync(ended.Token);
        if (await Task.WhenAny(process.Exited, silent) == silent && await silent && process == current)
        {
            LogRoleSilent(role, process.Pid);
            process.Signal(Signals.Kill);
        }
        var status = await process.Exited;
        await ended.CancelAsync();
        File.Delete(socket);
        return status;
    }

    private Task<SpawnedProcess> StartAgainAsync() => PersistentStart.StartAsync(role, start, time, logger, stopping.Token);

    [LoggerMessage(LogLevel.Warning, "{Role} (process {Pid}) ended ({Status}); starting it again")]
    private partial void LogRoleEnded(string role, int pid, string status);

    [LoggerMessage(LogLevel.Warning, "{Role} (process {Pid}) has not answered for too long; killing it")]
    private partial void LogRoleSilent(string role, int pid);
}
