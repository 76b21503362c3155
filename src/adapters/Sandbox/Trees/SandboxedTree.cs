using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>A running process tree. When its main process ends unasked, the rest is killed; asked to stop, the rest may finish.</summary>
public abstract class SandboxedTree
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource<int> mainExited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopping;

    /// <summary>By which <see cref="ISandbox.FindMembers"/> knows the tree.</summary>
    public abstract string Key { get; }

    /// <summary>The main process's status as a shell tells it (137 for SIGKILL).</summary>
    public Task<int> MainExited => mainExited.Task;

    /// <summary>Completes when no process of the tree is left.</summary>
    public Task Ended => ended.Task;

    /// <summary>Completes when all output has been handed over.</summary>
    public Task OutputEnded { get; protected init; } = Task.CompletedTask;

    /// <summary>SIGTERM to every process; SIGKILL to what is left after the grace period. True when all went in time.</summary>
    public async Task<bool> StopAsync(TimeSpan grace, TimeProvider time)
    {
        stopping = true;
        foreach (var pid in FindMembers())
            _ = Libc.Kill(pid, Signals.Terminate);
        var started = time.GetTimestamp();
        for (var pause = ShortestPause; !Ended.IsCompleted; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            if (time.GetElapsedTime(started) >= grace)
            {
                Kill();
                await Ended;
                return false;
            }
            if (MainExited.IsCompleted && FindMembers().Count == 0)
                Kill();
            await Task.WhenAny(MainExited.IsCompleted ? Ended : MainExited, Task.Delay(pause, time));
        }
        return true;
    }

    /// <summary>SIGKILL to every process, at once. <see cref="Ended"/> follows.</summary>
    public abstract void Kill();

    /// <summary>The tree's processes in a look at the kernel's table, those that only hold it together left out.</summary>
    public abstract IReadOnlyList<int> MembersIn(ILookup<string, int> members);

    /// <summary>The live processes now.</summary>
    protected abstract IReadOnlyList<int> FindMembers();

    protected void OnMainExited(int status)
    {
        mainExited.TrySetResult(status);
        if (!stopping)
            Kill();
    }

    protected void OnEnded()
    {
        // Killed before it could tell.
        mainExited.TrySetResult(128 + Signals.Kill);
        ended.TrySetResult();
    }
}
