using Ingot.Cell.Limits;

namespace Ingot.Cell.Staging;

/// <summary>Counts once a second what a staging holds: a build that fills the disk does so faster than <c>DiskWatch</c> comes by.</summary>
internal static class StagingDisk
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Ends it when it has passed its limit; returns then, or when cancelled.</summary>
    public static async Task WatchAsync(IWatched staging, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (staging.CountDiskBytes() <= (long)staging.DiskMb << 20)
                    continue;
                staging.Kill(Excess.Disk);
                return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Staging has ended.
        }
    }
}
