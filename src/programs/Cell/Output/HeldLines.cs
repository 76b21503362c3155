using System.Text;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>The last lines of one instance or task, and how many undelivered ones had to go. Not thread-safe: <see cref="LogRing"/> holds the lock.</summary>
internal sealed class HeldLines
{
    private const int SmallestBlock = 1024;
    private const int LargestBlock = 16 * 1024;

    private readonly List<LineBlock> blocks = [];
    private readonly List<LogSource> sources = [];

    public long Bytes { get; private set; }

    /// <summary>Whether the ring knows of it; only one that holds something is listed.</summary>
    public bool IsListed { get; set; }
    public long LastSequence { get; private set; }
    public LostLines Lost { get; private set; }
    public IReadOnlyList<LineBlock> Blocks => blocks;

    /// <summary>Who emitted a line.</summary>
    public LogSource Source(byte number) => sources[number];

    public void Add(LogSource source, long sequence, long timestamp, LineKind kind, ReadOnlySpan<byte> message)
    {
        var number = sources.IndexOf(source);
        if (number < 0)
        {
            number = sources.Count;
            sources.Add(source);
        }
        LastSequence = sequence;
        if (blocks.Count > 0 && blocks[^1].TryAdd(sequence, timestamp, kind, (byte)number, message))
            return;
        var usual = blocks.Count == 0 ? SmallestBlock : Math.Min(LargestBlock, 2 * blocks[^1].Capacity);
        var block = new LineBlock(Math.Max(usual, LineBlock.HeadBytes + message.Length));
        block.TryAdd(sequence, timestamp, kind, (byte)number, message);
        blocks.Add(block);
        Bytes += block.Capacity;
    }

    /// <summary>Lets the oldest lines go. Those above <paramref name="delivered"/> are lost, which the next reader is told.</summary>
    public void DropOldest(long delivered)
    {
        var oldest = blocks[0];
        var before = Lost.Sequence > delivered ? Lost.Count : 0;
        Lost = new LostLines(oldest.LastSequence, oldest.LastTimestamp, before + CountAbove(oldest, delivered));
        blocks.RemoveAt(0);
        Bytes -= oldest.Capacity;
        oldest.Release();
    }

    /// <summary>The line in place of the lost ones.</summary>
    public LogLine LostLine() =>
        new(
            sources[0] with { SourceType = "LGR" },
            Lost.Timestamp,
            LineKind.Error,
            Encoding.UTF8.GetBytes($"Log message output is too high. {Lost.Count} messages dropped"),
            Lost.Sequence
        );

    private static int CountAbove(LineBlock block, long delivered)
    {
        if (block.LastSequence <= delivered)
            return 0;
        var count = block.Lines;
        for (var offset = 0; block.SequenceAt(offset) <= delivered; offset = block.NextAfter(offset))
            count--;
        return count;
    }
}

/// <summary>Lines that went before anybody read them; the numbers are those of the last of them.</summary>
internal readonly record struct LostLines(long Sequence, long Timestamp, int Count);
