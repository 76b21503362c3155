namespace Ingot.Testing;

/// <summary>A clock that stands still until it is advanced; timers and delays made from it fire then, in order.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan setBy;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + setBy;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return now.Ticks;
    }

    /// <summary>Sets the clock to another time of day, as an administrator may; no time passes.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (gate)
            setBy += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + by;
        while (TakeDue(end) is { } due)
            due();
        lock (gate)
            now = end;
    }

    /// <summary>Moves the clock to the next timer before <paramref name="end"/> and returns what it does.</summary>
    private Action? TakeDue(DateTimeOffset end)
    {
        lock (gate)
        {
            if (timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is not { Due: { } due } next)
                return null;
            now = due > now ? due : now;
            next.Due = next.Period > TimeSpan.Zero ? due + next.Period : null;
            return next.Fire;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public Action Fire => fire;
        public DateTimeOffset? Due { get; set; }
        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                Period = period;
                time.timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
