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
        var lastAnswer = time.GetTimestamp();
        try
        {
            while (true)
            {
                var answers = await AnswersAsync(client, cancellationToken);
                if (answers)
                {
                    lastAnswer = time.GetTimestamp();
                    answered.TrySetResult();
                }
                else if (time.GetElapsedTime(lastAnswer) > Silence)
                {
                    return true;
                }
                await Task.Delay(answers ? Period : PauseWithoutAnswer, time, cancellationToken);
            }
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
