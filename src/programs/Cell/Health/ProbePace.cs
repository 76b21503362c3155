namespace Ingot.Cell.Health;

/// <summary>How long to wait before the next start-up probe: 20 ms at first, growing to Diego's 2 s.</summary>
internal static class ProbePace
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>A quarter longer each time, so that a probe never comes later than a fifth of the time waited so far.</summary>
    public static TimeSpan After(TimeSpan pause) => pause * 1.25 < Longest ? pause * 1.25 : Longest;
}
