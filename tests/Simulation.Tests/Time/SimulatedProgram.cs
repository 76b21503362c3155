namespace Ingot.Simulation.Tests.Time;

/// <summary>
/// A program that runs in simulated time: whatever it awaits, it goes on when the clock comes to it, and never when it has been killed.
/// </summary>
internal sealed class SimulatedProgram(VirtualClock clock) : SynchronizationContext
{
    public bool IsAlive { get; private set; } = true;

    /// <summary>kill -9: nothing of it runs any more, its blocks and its timers neither.</summary>
    public void Kill() => IsAlive = false;

    public void Run(Action work) => Run(static work => ((Action)work!)(), work);

    public void Run(SendOrPostCallback callback, object? state)
    {
        if (!IsAlive)
            return;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => clock.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
