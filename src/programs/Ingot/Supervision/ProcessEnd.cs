using Ingot.Sandbox.Processes;

namespace Ingot.Supervision;

/// <summary>Ends a process politely first.</summary>
internal static class ProcessEnd
{
    /// <summary>The signal, then SIGKILL when the grace period is over; returns when the process is gone.</summary>
    public static async Task EndAsync(this SpawnedProcess process, TimeSpan grace, TimeProvider time, int signal = Signals.Terminate)
    {
        process.Signal(signal);
        var graceOver = Task.Delay(grace, time);
        if (await Task.WhenAny(process.Exited, graceOver) == graceOver)
            process.Signal(Signals.Kill);
        await process.Exited;
    }
}
