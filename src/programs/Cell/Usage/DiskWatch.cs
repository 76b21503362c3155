using Ingot.Cell.Instances;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Usage;

/// <summary>Ends what holds more on disk than it may. Counting many files takes long, so it pauses five hundred times as long as it counted.</summary>
internal sealed partial class DiskWatch(Workload workload, TimeProvider time, ILogger<DiskWatch> logger) : BackgroundService
{
    private const int PausePerCount = 500;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var pause = ShortestPause; ; )
            {
                await Task.Delay(pause, time, stoppingToken);
                var began = time.GetTimestamp();
                foreach (var watched in workload.Watched)
                    Enforce(watched);
                var counted = time.GetElapsedTime(began) * PausePerCount;
                pause = counted > ShortestPause ? counted : ShortestPause;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The cell ends.
        }
    }

    private void Enforce(IWatched watched)
    {
        var (used, limit) = (watched.CountDiskBytes(), watched.DiskMb * 1024L * 1024);
        if (used <= limit)
            return;
        LogDiskExceeded(watched.Guid, used, limit);
        watched.Kill(Excess.Disk);
    }

    [LoggerMessage(LogLevel.Information, "{Guid} holds {Used} of {Limit} bytes on disk and is killed")]
    private partial void LogDiskExceeded(string guid, long used, long limit);
}
