using System.Runtime.InteropServices;
using Ingot.Sandbox.Processes;

namespace Ingot.Supervision;

/// <summary>
/// Keeps a second router started and ready, so that the front door is served again a moment after the first one died: what takes
/// time in a start is done by then.
/// </summary>
/// <param name="start">Starts a router that serves at once.</param>
/// <param name="startWaiting">Starts one that serves when it has read a byte.</param>
internal sealed class StandbyRouter(Func<Task<SpawnedProcess>> start, Func<SafeHandle, Task<SpawnedProcess>> startWaiting, TimeProvider time)
{
    /// <summary>
    /// The router that has just taken over gets the processors first. And nothing but this holds back the next one when each ends as soon
    /// as it serves.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();

    /// <summary>The router that waits, or is to; exchanged only when it has completed, so that no two are under way. None is at first.</summary>
    private Task<Waiting> next = Task.FromCanceled<Waiting>(new CancellationToken(canceled: true));

    /// <summary>Completes when a router has been started to wait, or could not be: at most once in a pause, so that nobody need wait longer.</summary>
    public Task Ready => next;

    /// <summary>The process of the waiting router.</summary>
    public int? Pid => next is { IsCompletedSuccessfully: true } waiting ? waiting.Result.Process.Pid : null;

    /// <summary>Has a router waiting soon.</summary>
    public void Prepare() => next = PrepareAsync();

    /// <summary>The waiting router, told to serve; a new one when none waits. Not to be called twice at a time.</summary>
    public async Task<SpawnedProcess> TakeAsync()
    {
        var taken = next;
        if (taken.IsCompleted)
            Prepare();
        if (!taken.IsCompletedSuccessfully)
            return await start();
        var (process, wanted) = taken.Result;
        using var pipe = wanted;
        if (process.Exited.IsCompleted)
            return await start();
        pipe.Write([1]);
        return process;
    }

    /// <summary>Ends the waiting router.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAny(next); // It may have been cancelled, or have failed.
        if (next.IsCompletedSuccessfully)
            await next.Result.Process.EndAsync(Pause, time);
    }

    private async Task<Waiting> PrepareAsync()
    {
        await Task.Delay(Pause, time, stopping.Token);
        var wanted = new Pipe();
        return new Waiting(await startWaiting(wanted.Reading), wanted);
    }

    private sealed record Waiting(SpawnedProcess Process, Pipe Wanted);
}
