using Ingot.Sandbox.Processes;

namespace Ingot.Supervision;

/// <summary>
/// Keeps a second router started and ready, so that the front door is served again a moment after the first one died: what takes
/// time in a start is done by then.
/// </summary>
internal sealed class StandbyRouter(ChildStarter starter, TimeProvider time)
{
    /// <summary>The router that has just taken over gets the processors first.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private (SpawnedProcess Process, Pipe Wanted)? ready;

    /// <summary>The waiting router, told to serve; a new one when none waits.</summary>
    public async Task<SpawnedProcess> TakeAsync()
    {
        await turn.WaitAsync();
        try
        {
            var taken = ready;
            ready = null;
            Prepare();
            if (taken is not { Process.Exited.IsCompleted: false } waiting)
                return await starter.StartRouterAsync();
            using var pipe = waiting.Wanted;
            pipe.Write([1]);
            return waiting.Process;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Has a router waiting soon.</summary>
    public void Prepare() => _ = PrepareSoonAsync();

    /// <summary>The process of the waiting router.</summary>
    public int? Pid => ready?.Process.Pid;

    /// <summary>Ends the waiting router.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await turn.WaitAsync();
        if (ready is { } waiting)
            await waiting.Process.EndAsync(Pause, time);
    }

    private async Task PrepareSoonAsync()
    {
        await Task.Delay(Pause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await turn.WaitAsync();
        try
        {
            if (ready is not null || stopping.IsCancellationRequested)
                return;
            var wanted = new Pipe();
            ready = (await starter.StartStandbyRouterAsync(wanted.Reading), wanted);
        }
        catch (IOException)
        {
            // None waits then; the next death of a router is followed by a cold start.
        }
        finally
        {
            turn.Release();
        }
    }
}
