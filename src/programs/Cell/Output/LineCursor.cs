using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>A place among the lines of one emitter. Used under the ring's lock.</summary>
internal sealed class LineCursor
{
    private readonly HeldLines held;
    private int block;
    private int offset;
    private bool isAtLost;

    /// <summary>Begins at the first line with a sequence above <paramref name="after"/>; the emitter must have one.</summary>
    public LineCursor(HeldLines held, long after)
    {
        this.held = held;
        isAtLost = held.Lost.Count > 0 && held.Lost.Sequence > after;
        while (held.Blocks[block].LastSequence <= after)
            block++;
        while (held.Blocks[block].SequenceAt(offset) <= after)
            offset = held.Blocks[block].NextAfter(offset);
    }

    public long Sequence => isAtLost ? held.Lost.Sequence : held.Blocks[block].SequenceAt(offset);

    /// <summary>Writes the line and goes to the next; false after the last one.</summary>
    public bool WriteTo(LogFrameWriter frame)
    {
        if (isAtLost)
        {
            frame.Add(held.LostLine());
            isAtLost = false;
            return true;
        }
        var lines = held.Blocks[block];
        var source = held.Source(lines.SourceAt(offset));
        frame.Add(source, lines.SequenceAt(offset), lines.TimestampAt(offset), lines.KindAt(offset), lines.MessageAt(offset));
        offset = lines.NextAfter(offset);
        if (offset == lines.Used)
            (block, offset) = (block + 1, 0);
        return block < held.Blocks.Count;
    }
}
