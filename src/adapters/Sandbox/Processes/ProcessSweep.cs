using System.Text;

namespace Ingot.Sandbox.Processes;

/// <summary>Removes processes by a marker in the environment they were started with, which every descendant inherits.</summary>
public static class ProcessSweep
{
    /// <summary>The variable that names the incarnation of the cell a process belongs to.</summary>
    public const string CellVariable = "INGOT_CELL";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Kills every process started with <paramref name="variable"/> set to <paramref name="value"/>, until none is left. Two clean
    /// looks in a row are asked for: a process has no environment to be read for a moment of its exec.
    /// </summary>
    public static async Task KillAsync(string variable, string value, TimeProvider time, CancellationToken cancellationToken)
    {
        var marker = Encoding.UTF8.GetBytes($"{variable}={value}");
        for (var cleanLooks = 0; cleanLooks < 2; )
        {
            var killed = Find(marker);
            foreach (var pid in killed)
                _ = Libc.Kill(pid, Signals.Kill);
            cleanLooks = killed.Count == 0 ? cleanLooks + 1 : 0;
            // A dying process loses its environment before its sockets, so it is waited for by number.
            while (killed.Exists(ProcessTable.IsLive))
                await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The processes that carry the marker.</summary>
    public static IReadOnlyList<int> Find(string variable, string value) => Find(Encoding.UTF8.GetBytes($"{variable}={value}"));

    private static List<int> Find(byte[] marker) =>
        [.. ProcessTable.Pids().Where(pid => pid != Environment.ProcessId && ProcessTable.HasVariable(pid, marker))];
}
