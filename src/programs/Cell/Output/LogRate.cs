namespace Ingot.Cell.Output;

/// <summary>What becomes of a line under the rate limit.</summary>
internal enum LogVerdict
{
    Keep,
    Drop,

    /// <summary>Drop it, and say that the limit was exceeded.</summary>
    Announce,
}

/// <summary>
/// A token bucket holding one second's worth of bytes. Once it is empty everything is dropped for a second, and this is said once
/// (Diego: executor/depot/log_streamer). Not safe for several threads.
/// </summary>
/// <param name="bytesPerSecond">-1 is unlimited, 0 no output at all.</param>
internal sealed class LogRate(long bytesPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(1);

    private double tokens = bytesPerSecond;
    private long filledAt = time.GetTimestamp();
    private long? droppingSince;

    public LogVerdict Judge(int bytes)
    {
        if (bytesPerSecond < 0)
            return LogVerdict.Keep;
        if (bytesPerSecond == 0)
            return LogVerdict.Drop;
        if (droppingSince is { } since && time.GetElapsedTime(since) < Penalty)
            return LogVerdict.Drop;
        var now = time.GetTimestamp();
        tokens = Math.Min(bytesPerSecond, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * bytesPerSecond));
        filledAt = now;
        if (tokens >= bytes)
        {
            tokens -= bytes;
            droppingSince = null;
            return LogVerdict.Keep;
        }
        droppingSince = now;
        return LogVerdict.Announce;
    }
}
