namespace Ingot.Cell.Tests.Support;

/// <summary>A clock that stands still until it is moved. It has no timers.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public void Advance(TimeSpan by) => now += by;
}
