using System.Runtime.CompilerServices;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>The last lines of everything on the cell, numbered. Bounded, so the oldest go while nobody reads.</summary>
internal sealed class LogRing(int maximumLines = 20_000, int maximumBytes = 4 * 1024 * 1024)
{
    private const int BatchLines = 500;

    private readonly Lock changing = new();
    private readonly LogLine?[] slots = new LogLine?[maximumLines];
    private TaskCompletionSource changed = NewSignal();
    private long firstSequence = 1;
    private long lastSequence;
    private long bytes;
    private bool ended;

    /// <summary>Adds a line and gives it its number, from 1.</summary>
    public void Add(LogLine line)
    {
        lock (changing)
        {
            bytes += Size(line);
            while (lastSequence - firstSequence + 1 >= maximumLines || (bytes > maximumBytes && firstSequence <= lastSequence))
                DropFirst_NeedsLock();
            slots[++lastSequence % maximumLines] = line with { Sequence = lastSequence };
            changed.TrySetResult();
        }
    }

    /// <summary>The held lines with a number above <paramref name="after"/>, then new ones.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            List<LogLine> batch;
            Task next;
            lock (changing)
            {
                batch = After_NeedsLock(after);
                if (batch.Count == 0 && ended)
                    yield break;
                if (changed.Task.IsCompleted && !ended)
                    changed = NewSignal();
                next = batch.Count == 0 ? changed.Task : Task.CompletedTask;
            }
            foreach (var line in batch)
            {
                after = line.Sequence;
                yield return line;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends all streams after what they still hold.</summary>
    public void End()
    {
        lock (changing)
        {
            ended = true;
            changed.TrySetResult();
        }
    }

    private List<LogLine> After_NeedsLock(long after)
    {
        var batch = new List<LogLine>();
        for (var next = Math.Max(after + 1, firstSequence); next <= lastSequence && batch.Count < BatchLines; next++)
            batch.Add(slots[next % maximumLines]!);
        return batch;
    }

    private void DropFirst_NeedsLock()
    {
        ref var slot = ref slots[firstSequence++ % maximumLines];
        bytes -= Size(slot!);
        slot = null;
    }

    /// <summary>UTF-16 text, and the record around it.</summary>
    private static int Size(LogLine line) => (2 * line.Message.Length) + 100;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
