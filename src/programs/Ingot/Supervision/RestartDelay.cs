namespace Ingot.Supervision;

/// <summary>How long to wait before a process is started again: not at all, unless it keeps ending soon after its start.</summary>
internal sealed class RestartDelay
{
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(2);
    private int failures;

    public TimeSpan Next(bool wasStable)
    {
        failures = wasStable ? 1 : failures + 1;
        return failures <= 2 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(Maximum.TotalMilliseconds, 50 << Math.Min(failures, 10)));
    }
}
