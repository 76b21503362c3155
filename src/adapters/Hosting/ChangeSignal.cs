namespace Ingot.Hosting;

/// <summary>Wakes all who wait for a change. Take <see cref="Next"/> before looking at what may change, and no change is missed.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource next = New();

    /// <summary>Ends at the next <see cref="Set"/>.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Wakes those who wait; they run elsewhere, so this may be called under a lock.</summary>
    public void Set() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
