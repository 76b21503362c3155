namespace Ingot.Sandbox.Processes;

/// <summary>A child of this process.</summary>
public sealed class SpawnedProcess
{
    private readonly Lock reaping = new();
    private readonly TaskCompletionSource<ExitStatus> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SpawnedProcess(int pid)
    {
        Pid = pid;
    }

    public int Pid { get; }

    /// <summary>Completes when the process has ended and its number may be used again.</summary>
    public Task<ExitStatus> Exited => exited.Task;

    /// <summary>What it has used of the processors so far, without its children; zero when it has ended.</summary>
    public TimeSpan ProcessorTime => ProcessTable.FindStat(Pid)?.ProcessorTime ?? TimeSpan.Zero;

    /// <summary>Sends a signal; false when the process has ended. Never hits another process that got its number.</summary>
    public bool Signal(int signal)
    {
        lock (reaping)
            return !exited.Task.IsCompleted && Libc.Kill(Pid, signal) == 0;
    }

    /// <summary>Sends a signal to the whole group of a process that leads its own session.</summary>
    public bool SignalGroup(int signal)
    {
        lock (reaping)
            return !exited.Task.IsCompleted && Libc.Kill(-Pid, signal) == 0;
    }

    /// <summary>Collects the exit status, if there is one yet. The lock keeps <see cref="Signal"/> from using a number just given back.</summary>
    internal bool Reap()
    {
        lock (reaping)
        {
            var reaped = Libc.WaitForProcess(Pid, out var status, Libc.WaitNoHang);
            if (reaped == 0)
                return false;
            // Without a status (SIGCHLD ignored by whoever started us) the process is gone all the same.
            exited.TrySetResult(reaped == Pid ? ExitStatus.FromWait(status) : default);
            return true;
        }
    }
}

/// <summary>The signals this product sends.</summary>
public static class Signals
{
    /// <summary>Asks a process of the platform to make room for its successor.</summary>
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends to a process that is no child of this one; false when there is none.</summary>
    public static bool Send(int pid, int signal) => Libc.Kill(pid, signal) == 0;
}
