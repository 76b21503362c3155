using System.Buffers;
using System.Buffers.Binary;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>Some consecutive lines of one emitter, in one piece of memory.</summary>
/// <remarks>A line is sequence (8 bytes), timestamp (8), length (4), kind (1), number of its source (1), then its bytes.</remarks>
internal sealed class LineBlock(int bytes)
{
    public const int HeadBytes = 22;

    private readonly byte[] memory = ArrayPool<byte>.Shared.Rent(bytes);

    public int Used { get; private set; }
    public int Lines { get; private set; }
    public int Capacity => memory.Length;
    public long LastSequence { get; private set; }
    public long LastTimestamp { get; private set; }

    /// <summary>False when it has no room for the line.</summary>
    public bool TryAdd(long sequence, long timestamp, LineKind kind, byte source, ReadOnlySpan<byte> message)
    {
        if (Used + HeadBytes + message.Length > memory.Length)
            return false;
        var span = memory.AsSpan(Used);
        BinaryPrimitives.WriteInt64LittleEndian(span, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], message.Length);
        (span[20], span[21]) = ((byte)kind, source);
        message.CopyTo(span[HeadBytes..]);
        Used += HeadBytes + message.Length;
        Lines++;
        (LastSequence, LastTimestamp) = (sequence, timestamp);
        return true;
    }

    public long SequenceAt(int offset) => BinaryPrimitives.ReadInt64LittleEndian(memory.AsSpan(offset));

    public long TimestampAt(int offset) => BinaryPrimitives.ReadInt64LittleEndian(memory.AsSpan(offset + 8));

    public LineKind KindAt(int offset) => (LineKind)memory[offset + 20];

    public byte SourceAt(int offset) => memory[offset + 21];

    public ReadOnlySpan<byte> MessageAt(int offset) => memory.AsSpan(offset + HeadBytes, LengthAt(offset));

    public int NextAfter(int offset) => offset + HeadBytes + LengthAt(offset);

    /// <summary>Gives its memory back; it must not be used any more.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(memory);

    private int LengthAt(int offset) => BinaryPrimitives.ReadInt32LittleEndian(memory.AsSpan(offset + 16));
}
