using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>
/// Keeps one cell running. A cell that has not answered for five seconds is killed. Whatever ended it, it is reported gone, and
/// started anew, only when no process of its instances is left.
/// </summary>
internal sealed partial class CellKeeper(CellSettings template, Func<CellSettings, Task<SpawnedProcess>> start, CellBoard board, TimeProvider time, ILogger logger)
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Held while the present process is exchanged.</summary>
    private readonly SemaphoreSlim turn = new(1, 1);
    private Task loop = Task.CompletedTask;
    private CellSettings settings = template;
    private SpawnedProcess? current;
    private volatile bool isLeaving;

    public string Name => settings.Name;

    public string Zone => settings.Zone;

    /// <summary>What the present incarnation was told, and its process. They stay true, but for a death, while the keeper is held.</summary>
    public HandedCell Present => new(settings, current!.Pid);

    public async Task StartAsync()
    {
        await StartNextAsync();
        loop = KeepAsync(CellProcessState.Starting);
    }

    /// <summary>Keeps a process which the supervisor's former program started.</summary>
    public async Task AdoptAsync(int pid)
    {
        current = await ProcessSpawner.AdoptAsync(pid);
        loop = KeepAsync(CellProcessState.Running);
    }

    /// <summary>Lets nothing be started until <see cref="Release"/>.</summary>
    public Task HoldAsync() => turn.WaitAsync();

    public void Release() => turn.Release();

    /// <summary>Has the cell's instances move to others.</summary>
    public void Retire()
    {
        isLeaving = true;
        board.Set(board.Cells.First(cell => cell.Name == Name) with { IsLeaving = true });
    }

    /// <summary>kill -9; the keeper then sweeps and starts the cell anew.</summary>
    public void Kill() => current?.Signal(Signals.Kill);

    /// <summary>Lets the cell stop its instances within their grace period; afterwards nothing of it is left.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        await turn.WaitAsync();
        if (current is { } process)
            await process.EndAsync(grace, time);
        turn.Release();
        await loop;
    }

    private async Task StartNextAsync()
    {
        settings = settings with { Incarnation = Guid.NewGuid().ToString("N") };
        current = await PersistentStart.StartAsync(settings.Name, () => start(settings), time, logger, stopping.Token);
    }

    private async Task KeepAsync(CellProcessState state)
    {
        var restartDelay = new RestartDelay();
        while (true)
        {
            var startedAt = time.GetTimestamp();
            var (cell, process) = (settings, current!);
            Report(cell, state, process.Pid);
            var status = await EndOfAsync(cell, process);
            if (!stopping.IsCancellationRequested)
                LogCellEnded(cell.Name, process.Pid, status.ToString());
            Report(cell, CellProcessState.Sweeping, 0);
            await ProcessSweep.KillAsync(ProcessSweep.CellVariable, cell.Incarnation, time, CancellationToken.None);
            Report(cell, CellProcessState.Gone, 0);
            await Task.Delay(restartDelay.Next(time.GetElapsedTime(startedAt)), time, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await turn.WaitAsync();
            try
            {
                if (stopping.IsCancellationRequested)
                    return;
                await StartNextAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                turn.Release();
            }
            state = CellProcessState.Starting;
        }
    }

    /// <summary>Waits for the process's end: reports it running at its first answer, and kills it when its answers stop.</summary>
    private async Task<ExitStatus> EndOfAsync(CellSettings cell, SpawnedProcess process)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var pulse = new PulseWatch(DataDirectory.CellSocket(cell.Name), () => process.ProcessorTime, time);
        var silent = pulse.FellSilentAsync(ended.Token);
        if (await Task.WhenAny(pulse.Answered, process.Exited, silent) == pulse.Answered)
            Report(cell, CellProcessState.Running, process.Pid);
        if (await Task.WhenAny(process.Exited, silent) == silent && await silent)
        {
            LogCellSilent(cell.Name, process.Pid);
            process.Signal(Signals.Kill);
        }
        var status = await process.Exited;
        await ended.CancelAsync();
        await silent;
        return status;
    }

    private void Report(CellSettings cell, CellProcessState state, int pid) =>
        board.Set(new CellProcess(cell.Name, cell.Zone, cell.Incarnation, state, pid, DataDirectory.CellSocket(cell.Name), isLeaving));

    [LoggerMessage(LogLevel.Warning, "Cell {Cell} (process {Pid}) ended ({Status}); sweeping what is left of its instances")]
    private partial void LogCellEnded(string cell, int pid, string status);

    [LoggerMessage(LogLevel.Warning, "Cell {Cell} (process {Pid}) has not answered for too long; killing it")]
    private partial void LogCellSilent(string cell, int pid);
}
