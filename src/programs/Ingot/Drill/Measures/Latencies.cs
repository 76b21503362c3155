namespace Ingot.Drill.Measures;

/// <summary>How long answers took.</summary>
internal readonly record struct Latencies(TimeSpan Median, TimeSpan P999, TimeSpan Slowest)
{
    public static Latencies Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? default : new Latencies(Percentile(sorted, 0.5), Percentile(sorted, 0.999), sorted[^1]);
    }

    /// <summary>The smallest value that at least this part of all do not pass (nearest rank).</summary>
    public static TimeSpan Percentile(TimeSpan[] sorted, double part) => sorted[Math.Max((int)Math.Ceiling(part * sorted.Length) - 1, 0)];
}
