using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Work;

/// <summary>Runs what a loop must not wait for, until it is done or the program ends.</summary>
internal sealed partial class Background(ILogger<Background> logger) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Starts the work. A cancellation is an end like any other; a failure is logged, for the next round decides anew.</summary>
    public void Run(Func<CancellationToken, Task> work) => _ = RunAsync(work);

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The cell is gone or the program ends.
        }
        catch (Exception exception)
        {
            LogWorkFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Work in the background failed")]
    private partial void LogWorkFailed(Exception exception);
}
