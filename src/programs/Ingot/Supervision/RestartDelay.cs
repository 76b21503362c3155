namespace Ingot.Supervision;

/// <summary>How long to wait before a process is started again: not at all, unless it keeps ending soon after its start.</summary>
internal sealed class RestartDelay
{
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(2);
    private int failures;

    /// <param name="lived">How long the process ran that has just ended.</param>
    public TimeSpan Next(TimeSpan lived)
    {
        failures = lived > StableAfter ? 1 : failures + 1;
        return failures <= 2 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(Maximum.TotalMilliseconds, 50 << Math.Min(failures, 10)));
    }
}
