namespace Ingot.Cell.Health;

/// <summary>Writes durations as Cloud Foundry's messages do (Go: time.Duration).</summary>
internal static class Durations
{
    /// <summary>Whole seconds: <c>45s</c>, <c>1m0s</c>, <c>1h0m0s</c>.</summary>
    public static string Words(TimeSpan duration) =>
        duration.TotalHours >= 1 ? $"{(int)duration.TotalHours}h{duration.Minutes}m{duration.Seconds}s"
        : duration.TotalMinutes >= 1 ? $"{duration.Minutes}m{duration.Seconds}s"
        : $"{duration.Seconds}s";
}
