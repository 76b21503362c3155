namespace Ingot.Hosting;

/// <summary>Opens a stream again whenever it ends: after 20 ms, and when that fails after twice as long each time, up to 500 ms.</summary>
public static class Reconnecting
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs <paramref name="read"/> until cancelled; it calls its argument when something was heard. <paramref name="lost"/> is told of
    /// the end of every stream that was.
    /// </summary>
    public static async Task RunAsync(Func<Action, Task> read, Action<string> lost, TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = ShortestWait;
        while (!cancellationToken.IsCancellationRequested)
        {
            var reason = "the stream ended";
            var wasHeard = false;
            try
            {
                await read(() => wasHeard = true);
            }
            catch (Exception exception)
            {
                // Whatever it was, the stream must be read again: a process nobody listens to is lost.
                reason = exception.Message;
            }
            if (cancellationToken.IsCancellationRequested)
                return;
            if (wasHeard)
            {
                wait = ShortestWait;
                lost(reason);
            }
            await Task.Delay(wait, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }
}
