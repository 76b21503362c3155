using System.Runtime.CompilerServices;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>
/// The last lines of everything on the cell, numbered. They stay when they are read, for a controller that has lost its own; the oldest
/// go when an emitter, or all of them, hold too much. Who writes most pays, so that one that writes without end costs no neighbour a line.
/// </summary>
internal sealed class LogRing(TimeProvider time, long emitterBytes = 8 * 1024 * 1024, long totalBytes = 16 * 1024 * 1024)
{
    /// <summary>Four times the instances a cell may have: instances that crash at once leave a few lines each.</summary>
    private const int MostEmitters = 1000;

    /// <summary>At most so much goes out in each <see cref="Gathering"/>, 10 MB/s: what emitters write beyond it must not cost the controller.</summary>
    private const int FrameBytes = 512 * 1024;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly Lock changing = new();
    private readonly HashSet<HeldLines> emitters = [];
    private readonly TaskCompletionSource ending = NewSignal();
    private TaskCompletionSource changed = NewSignal();
    private long bytes;
    private long lastSequence;
    private long lastTimestamp;
    private long delivered;

    /// <summary>Adds a line of an emitter, with a number from 1 and a time of its own.</summary>
    public void Add(HeldLines emitter, LogSource source, LineKind kind, ReadOnlySpan<byte> message)
    {
        lock (changing)
        {
            // No two lines have the same time, or a reader that goes on after the last time it saw would miss one.
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            lastTimestamp = Math.Max(now, lastTimestamp + 1);
            bytes -= emitter.IsListed ? emitter.Bytes : 0;
            emitter.Add(source, ++lastSequence, lastTimestamp, kind, message);
            bytes += emitter.Bytes;
            if (!emitter.IsListed)
                List_NeedsLock(emitter);
            while (emitter.Bytes > emitterBytes)
                Drop_NeedsLock(emitter);
            while (bytes > totalBytes)
                Drop_NeedsLock(emitters.MaxBy(held => held.Bytes)!);
            changed.TrySetResult();
        }
    }

    /// <summary>Frames of the held lines with a number above <paramref name="after"/>, then of new ones; each is valid until the next.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var frame = new LogFrameWriter();
        while (true)
        {
            Task more;
            lock (changing)
            {
                // Asking for more says that all before has arrived.
                delivered = Math.Max(delivered, after);
                if (changed.Task.IsCompleted && !ending.Task.IsCompleted)
                    changed = NewSignal();
                more = changed.Task;
                frame.Clear();
                after = Fill_NeedsLock(frame, after);
                if (frame.IsEmpty && ending.Task.IsCompleted)
                    yield break;
            }
            if (frame.IsEmpty)
            {
                await more.WaitAsync(cancellationToken);
                continue;
            }
            var gathered = Task.Delay(Gathering, time, cancellationToken);
            yield return frame.Written;
            lock (changing)
                delivered = Math.Max(delivered, after);
            await Task.WhenAny(gathered, ending.Task);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends all streams after what they still hold.</summary>
    public void End()
    {
        lock (changing)
        {
            ending.TrySetResult();
            changed.TrySetResult();
        }
    }

    /// <summary>Brings the emitters' lines into the order of their numbers; returns the last number.</summary>
    private long Fill_NeedsLock(LogFrameWriter frame, long after)
    {
        var cursors = new PriorityQueue<LineCursor, long>();
        foreach (var emitter in emitters)
        {
            if (emitter.LastSequence <= after)
                continue;
            var cursor = new LineCursor(emitter, after);
            cursors.Enqueue(cursor, cursor.Sequence);
        }
        while (frame.Bytes < FrameBytes && cursors.TryDequeue(out var cursor, out _))
        {
            // Lines mostly come in runs.
            var others = cursors.TryPeek(out _, out var first) ? first : long.MaxValue;
            var more = true;
            while (more && frame.Bytes < FrameBytes && cursor.Sequence < others)
            {
                after = cursor.Sequence;
                more = cursor.WriteTo(frame);
            }
            if (more)
                cursors.Enqueue(cursor, cursor.Sequence);
        }
        return after;
    }

    private void List_NeedsLock(HeldLines emitter)
    {
        emitters.Add(emitter);
        emitter.IsListed = true;
        if (emitters.Count <= MostEmitters)
            return;
        var silent = emitters.MinBy(held => held.LastSequence)!;
        while (silent.IsListed)
            Drop_NeedsLock(silent);
    }

    private void Drop_NeedsLock(HeldLines emitter)
    {
        bytes -= emitter.Bytes;
        emitter.DropOldest(delivered);
        bytes += emitter.Bytes;
        emitter.IsListed = emitter.Blocks.Count > 0;
        if (!emitter.IsListed)
            emitters.Remove(emitter);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
