using Ingot.Protocol;
using Ingot.Protocol.Cells;

namespace Ingot.Supervision;

/// <summary>Asks a process on its Unix socket whether it answers, again and again.</summary>
internal sealed class PulseWatch(string socket, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Before the first answer, and after one that did not come.</summary>
    private static readonly TimeSpan PauseWithoutAnswer = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first answer.</summary>
    public Task Answered => answered.Task;

    /// <summary>Returns true when no answer has come for five seconds, and false when cancelled.</summary>
    public async Task<bool> FellSilentAsync(CancellationToken cancellationToken)
    {
        using var client = UnixSocketHttp.CreateClient(socket);
        // What this process itself slept through is no silence of the other's.
        var silence = TimeSpan.Zero;
        try
        {
            while (silence <= Silence)
            {
                var askedAt = time.GetTimestamp();
                var answers = await AnswersAsync(client, cancellationToken);
                if (answers)
                    answered.TrySetResult();
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
