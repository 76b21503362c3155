namespace Ingot.LogCache.Lines;

/// <summary>How much is remembered. What passes a bound pushes out the oldest lines.</summary>
public sealed record LogCacheOptions
{
    /// <summary>Bytes of one app's lines, tags included. Default 4 MiB.</summary>
    public long BytesPerApp { get; init; } = 4 << 20;

    /// <summary>Lines of one app. Default 10,000.</summary>
    public int LinesPerApp { get; init; } = 10_000;

    /// <summary>Bytes of all apps' lines together. Default 32 MiB.</summary>
    public long TotalBytes { get; init; } = 32 << 20;

    /// <summary>Apps remembered; beyond it the app that has been silent longest is forgotten. Default 2,000.</summary>
    public int Apps { get; init; } = 2_000;
}
