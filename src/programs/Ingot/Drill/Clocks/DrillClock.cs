namespace Ingot.Drill.Clocks;

/// <summary>Time since the drill began: the one scale on which requests, processes and faults are compared.</summary>
internal sealed class DrillClock(TimeProvider time)
{
    private readonly long startedAt = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(startedAt);

    /// <summary>Waits until something is so; false when it was not within the limit.</summary>
    public async Task<bool> WaitAsync(Func<Task<bool>> isSo, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var end = Now + limit; !await isSo(); )
        {
            if (Now > end)
                return false;
            // Often enough to tell seconds to recover; asking costs the platform something too.
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
        return true;
    }
}
