using Ingot.Protocol;
using Ingot.Protocol.Cells;

namespace Ingot.Supervision;

/// <summary>Asks a process on its Unix socket whether it answers, again and again.</summary>
/// <param name="processorTime">What the process has used of the processors so far.</param>
internal sealed class PulseWatch(string socket, Func<TimeSpan> processorTime, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>For one that works, but may get little of the processors or have too much to do.</summary>
    private static readonly TimeSpan BusySilence = TimeSpan.FromSeconds(30);

    /// <summary>Of the time. One that is stopped or waits for itself uses less, one of fifty that want two processors uses more.</summary>
    private const double Busy = 0.01;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Before the first answer, and after one that did not come.</summary>
    private static readonly TimeSpan PauseWithoutAnswer = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first answer.</summary>
    public Task Answered => answered.Task;

    /// <summary>Returns true when no answer has come for five seconds, of one that works for thirty, and false when cancelled.</summary>
    public async Task<bool> FellSilentAsync(CancellationToken cancellationToken)
    {
        using var client = UnixSocketHttp.CreateClient(socket);
        // What this process itself slept through is no silence of the other's.
        var silence = TimeSpan.Zero;
        var usedBefore = processorTime();
        try
        {
            while (silence <= Silence || (silence <= BusySilence && processorTime() - usedBefore > silence * Busy))
            {
                var askedAt = time.GetTimestamp();
                var answers = await AnswersAsync(client, cancellationToken);
                if (answers)
                {
                    answered.TrySetResult();
                    usedBefore = processorTime();
                }
                var waited = time.GetElapsedTime(askedAt);
                silence = answers ? TimeSpan.Zero : silence + (waited < AnswerTimeout ? waited : AnswerTimeout);
                var pause = answers ? Period : PauseWithoutAnswer;
                await Task.Delay(pause, time, cancellationToken);
                silence += pause;
            }
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await client.GetAsync(CellPaths.Ping, either.Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
