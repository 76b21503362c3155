using Ingot.Cell.Settings;

namespace Ingot.Cell.Runs;

/// <summary>
/// Bounds how many instances start at a time, so that the first of many soon serve instead of all coming late together. A place is given
/// back when the instance is healthy or has ended, and after two seconds anyway: one that starts slowly must not hold up others' apps.
/// </summary>
internal sealed class StartSlots(CellOptions options, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim free = new(options.StartsAtOnce);

    public async Task<StartSlot> TakeAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        return new StartSlot(() => free.Release(), giveBack => time.CreateTimer(_ => giveBack(), state: null, Longest, Timeout.InfiniteTimeSpan));
    }
}

/// <summary>A place among those that start; disposing it gives it back.</summary>
internal sealed class StartSlot(Action release, Func<Action, ITimer> later) : IDisposable
{
    private ITimer? timer;
    private int released;

    /// <summary>The instance's process runs: from now on the place is lent for a limited time.</summary>
    public void LimitTime() => timer = later(Dispose);

    public void Dispose()
    {
        timer?.Dispose();
        if (Interlocked.Exchange(ref released, 1) == 0)
            release();
    }
}
