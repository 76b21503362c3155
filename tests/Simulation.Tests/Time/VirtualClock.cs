namespace Ingot.Simulation.Tests.Time;

/// <summary>
/// The one driver of a simulated world: what is to happen at which virtual time, one thing after the other on the thread that calls
/// <see cref="RunUntil"/>. Timers belong to the program that made them, and end with it.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Action, (long At, long Order)> events = new();
    private readonly Queue<(SimulatedProgram Program, SendOrPostCallback Callback, object? State)> ready = new();
    private long order;
    private int thread;
    private volatile bool hasStrayed;

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Beginning + Now;

    public override long GetTimestamp() => (Beginning + Now).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new VirtualTimer(this, (SimulatedProgram?)SynchronizationContext.Current, callback, state, dueTime, period);

    public void After(TimeSpan delay, Action happening) =>
        events.Enqueue(happening, ((delay > TimeSpan.Zero ? Now + delay : Now).Ticks, order++));

    /// <summary>Lets everything happen up to a time, or until something says that it is enough.</summary>
    public void RunUntil(TimeSpan end, Func<bool> isEnough)
    {
        thread = Environment.CurrentManagedThreadId;
        while (!isEnough())
        {
            if (hasStrayed)
                throw new InvalidOperationException("Work of a simulated program went to the thread pool: the run would not repeat.");
            if (ready.TryDequeue(out var work))
            {
                work.Program.Run(work.Callback, work.State);
                continue;
            }
            if (!events.TryPeek(out _, out var next) || next.At > end.Ticks)
            {
                Now = end;
                return;
            }
            Now = TimeSpan.FromTicks(next.At);
            events.Dequeue()();
        }
    }

    internal void Post(SimulatedProgram program, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
            ready.Enqueue((program, callback, state));
        else
            hasStrayed = true;
    }

    private sealed class VirtualTimer : ITimer
    {
        private readonly VirtualClock clock;
        private readonly SimulatedProgram? program;
        private readonly TimerCallback callback;
        private readonly object? state;
        private TimeSpan period;

        /// <summary>Tells the present setting from those before.</summary>
        private int setting;

        public VirtualTimer(VirtualClock clock, SimulatedProgram? program, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (this.clock, this.program, this.callback, this.state) = (clock, program, callback, state);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            setting++;
            if (dueTime != Timeout.InfiniteTimeSpan)
                SetFor(dueTime);
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void SetFor(TimeSpan dueTime)
        {
            var mine = setting;
            clock.After(
                dueTime,
                () =>
                {
                    if (mine != setting)
                        return;
                    if (period > TimeSpan.Zero)
                        SetFor(period);
                    if (program is null)
                        callback(state);
                    else
                        program.Run(state => callback(state), state);
                }
            );
        }
    }
}
