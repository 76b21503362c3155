using System.Collections.Concurrent;
using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;

namespace Ingot.Reconciler.Instances;

/// <summary>Asks cells what their instances use, each at most once a second however many clients ask us.</summary>
internal sealed class CellUsage(TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Answer> answers = new();

    /// <summary>Empty when the cell does not answer.</summary>
    public async Task<IReadOnlyList<InstanceUsage>> OfAsync(CellView cell, CancellationToken cancellationToken)
    {
        var answer = answers.GetValueOrDefault(cell.Name);
        if (answer is null || answer.Incarnation != cell.Incarnation || time.GetElapsedTime(answer.AskedAt) >= KeptFor)
            answers[cell.Name] = answer = new Answer(cell.Incarnation, time.GetTimestamp(), AskAsync(cell));
        return await answer.Usage.WaitAsync(cancellationToken);
    }

    /// <summary>Not cancelled with the first who asked: others wait for the same answer.</summary>
    private async Task<IReadOnlyList<InstanceUsage>> AskAsync(CellView cell)
    {
        try
        {
            using var deadline = new CancellationTokenSource(AnswerWithin, time);
            return await cell.Connection.Client.UsageAsync(deadline.Token);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return [];
        }
    }

    private sealed record Answer(string Incarnation, long AskedAt, Task<IReadOnlyList<InstanceUsage>> Usage);
}
