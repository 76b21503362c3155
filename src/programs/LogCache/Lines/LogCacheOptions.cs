namespace Ingot.LogCache.Lines;

/// <summary>How much is remembered. What passes a bound pushes out the oldest lines.</summary>
public sealed record LogCacheOptions
{
    /// <summary>
    /// Memory for one app's lines. Default 64 MiB: seven seconds of 50,000 lines, which a client that leaves the last two seconds for
    /// its next read still finds.
    /// </summary>
    public long BytesPerApp { get; init; } = 64 << 20;

    /// <summary>Memory for all apps' lines together. Default 96 MiB.</summary>
    public long TotalBytes { get; init; } = 96 << 20;

    /// <summary>Apps remembered; beyond it the app that has been silent longest is forgotten. Default 2,000.</summary>
    public int Apps { get; init; } = 2_000;
}
