using Ingot.Cell.Usage;

namespace Ingot.Cell.Staging;

/// <summary>Watches that a staging keeps to its disk: there is no quota on the folder, so it is counted once a second.</summary>
internal sealed class StagingDisk(string folder, int limitMb, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private volatile bool isExceeded;

    public bool IsExceeded => isExceeded;

    /// <summary>Calls back once, if ever; returns then, or when cancelled.</summary>
    public async Task WatchAsync(Action onExceeded, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (FolderSize.Of(folder) <= (long)limitMb << 20)
                    continue;
                isExceeded = true;
                onExceeded();
                return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Staging has ended.
        }
    }
}
