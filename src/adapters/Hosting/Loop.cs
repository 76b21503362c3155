using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Hosting;

/// <summary>
/// A level-triggered loop: runs every period, and at once when nudged. A nudge carries no data and many nudges make one run. A run
/// that throws is logged and repeated after the period.
/// </summary>
public abstract partial class Loop(TimeProvider time, TimeSpan period, ILogger logger) : BackgroundService
{
    /// <summary>Never disposed: late nudges are allowed, and there is nothing to release as its wait handle is never asked for.</summary>
    private readonly SemaphoreSlim nudged = new(0, 1);

    /// <summary>Asks for a run as soon as the present one is over; nothing happens when the loop has ended.</summary>
    public void Nudge()
    {
        try
        {
            nudged.Release();
        }
        catch (SemaphoreFullException)
        {
            // A run is already asked for.
        }
    }

    /// <summary>One run: load, decide, apply.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogRunFailed(exception);
                await Task.Delay(period, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(static state => ((Loop)state!).Nudge(), this, period, Timeout.InfiniteTimeSpan);
        await using var end = cancellationToken.Register(static state => ((Loop)state!).Nudge(), this);
        // Without the token: a wait that can be cancelled goes on in the thread pool, which a simulation does not control.
        await nudged.WaitAsync(CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "A run failed and will be repeated")]
    private partial void LogRunFailed(Exception exception);
}
