namespace Ingot.Sandbox.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">What it gave to <c>exit</c>; 0 when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
public readonly record struct ExitStatus(int Code, int Signal)
{
    /// <summary>The status as a shell tells it: 128 + N for signal N.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;

    public override string ToString() => Signal == 0 ? $"exit status {Code}" : $"signal {Signal}";

    internal static ExitStatus FromWait(int status) =>
        (status & 0x7f) == 0 ? new ExitStatus((status >> 8) & 0xff, 0) : new ExitStatus(0, status & 0x7f);
}
