using Ingot.Hosting;
using Ingot.Protocol;
using Ingot.Protocol.Cells;
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
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Before the first answer, and after one that did not come.</summary>
    private static readonly TimeSpan PauseWithoutAnswer = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;
    private SpawnedProcess? current;

    public string Name => template.Name;

    public string Zone => template.Zone;

    public async Task StartAsync()
    {
        var cell = NextIncarnation();
        current = await start(cell);
        loop = KeepAsync(cell);
    }

    /// <summary>kill -9; the keeper then sweeps and starts the cell anew.</summary>
    public void Kill() => current?.Signal(Signals.Kill);

    /// <summary>Lets the cell stop its instances within their grace period; afterwards nothing of it is left.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        if (current is { } process)
            await process.EndAsync(grace, time);
        await loop;
    }

    private CellSettings NextIncarnation() => template with { Incarnation = Guid.NewGuid().ToString("N") };

    private async Task KeepAsync(CellSettings cell)
    {
        var restartDelay = new RestartDelay();
        while (true)
        {
            var startedAt = time.GetTimestamp();
            Report(cell, CellProcessState.Starting, current!.Pid);
            using (var watch = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token))
            {
                var pings = PingAsync(cell, current, watch.Token);
                var status = await current.Exited;
                await watch.CancelAsync();
                await pings;
                if (!stopping.IsCancellationRequested)
                    LogCellEnded(cell.Name, current.Pid, status.ToString());
            }
            Report(cell, CellProcessState.Sweeping, 0);
            await ProcessSweep.KillAsync(ProcessSweep.CellVariable, cell.Incarnation, time, CancellationToken.None);
            Report(cell, CellProcessState.Gone, 0);
            if (stopping.IsCancellationRequested)
                return;
            await Task.Delay(restartDelay.Next(time.GetElapsedTime(startedAt) > StableAfter), time, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
                return;
            cell = NextIncarnation();
            current = await start(cell);
        }
    }

    /// <summary>Reports the cell running at its first answer, and kills it when its answers stop.</summary>
    private async Task PingAsync(CellSettings cell, SpawnedProcess process, CancellationToken cancellationToken)
    {
        using var client = UnixSocketHttp.CreateClient(DataDirectory.CellSocket(cell.Name));
        // What this process itself slept through is no silence of the cell's.
        var silence = TimeSpan.Zero;
        var running = false;
        try
        {
            while (true)
            {
                var askedAt = time.GetTimestamp();
                var answers = await AnswersAsync(client, cancellationToken);
                var waited = time.GetElapsedTime(askedAt);
                silence = answers ? TimeSpan.Zero : silence + (waited < PingTimeout ? waited : PingTimeout);
                if (answers)
                {
                    if (!running)
                        Report(cell, CellProcessState.Running, process.Pid);
                    running = true;
                }
                else if (silence > Silence)
                {
                    LogCellSilent(cell.Name, process.Pid);
                    process.Signal(Signals.Kill);
                    return;
                }
                var pause = answers ? PingPeriod : PauseWithoutAnswer;
                await Task.Delay(pause, time, cancellationToken);
                silence += pause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended, or the platform stops.
        }
    }

    private async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(PingTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await client.GetAsync(CellPaths.Ping, either.Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Report(CellSettings cell, CellProcessState state, int pid) =>
        board.Set(new CellProcess(cell.Name, cell.Zone, cell.Incarnation, state, pid, DataDirectory.CellSocket(cell.Name)));

    [LoggerMessage(LogLevel.Warning, "Cell {Cell} (process {Pid}) ended ({Status}); sweeping what is left of its instances")]
    private partial void LogCellEnded(string cell, int pid, string status);

    [LoggerMessage(LogLevel.Warning, "Cell {Cell} (process {Pid}) has not answered for 5 s; killing it")]
    private partial void LogCellSilent(string cell, int pid);
}
