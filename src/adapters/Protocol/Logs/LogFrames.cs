using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ingot.Protocol.Logs;

/// <summary>Reads what <see cref="LogFrameWriter"/> wrote.</summary>
public static class LogFrames
{
    private const int LargestFrame = 16 * 1024 * 1024;

    /// <summary>The lines of each frame until the other side ends the stream; the list and its bytes are valid until the next one.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(
        Stream stream,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var head = new byte[LogFrameWriter.LengthBytes];
        var frame = Array.Empty<byte>();
        var lines = new List<LogLine>();
        while (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length is < 0 or > LargestFrame)
                throw new InvalidDataException($"A frame of log lines cannot have {length} bytes.");
            if (frame.Length < length)
                frame = new byte[Math.Max(length, Math.Min(2 * frame.Length, LargestFrame))];
            await stream.ReadExactlyAsync(frame.AsMemory(0, length), cancellationToken);
            Parse(frame.AsMemory(0, length), lines);
            yield return lines;
        }
    }

    private static void Parse(ReadOnlyMemory<byte> frame, List<LogLine> lines)
    {
        lines.Clear();
        var sources = new List<LogSource>();
        for (var rest = frame; rest.Length > 0; )
        {
            var span = rest.Span;
            if (span[0] == LogFrameWriter.SourceTag)
            {
                rest = rest[1..];
                sources.Add(ReadSource(ref rest));
                continue;
            }
            var length = BinaryPrimitives.ReadInt32LittleEndian(span[21..]);
            lines.Add(
                new LogLine(
                    sources[BinaryPrimitives.ReadInt32LittleEndian(span[1..])],
                    BinaryPrimitives.ReadInt64LittleEndian(span[13..]),
                    (LineKind)span[0],
                    rest.Slice(LogFrameWriter.LineHeadBytes, length),
                    BinaryPrimitives.ReadInt64LittleEndian(span[5..])
                )
            );
            rest = rest[(LogFrameWriter.LineHeadBytes + length)..];
        }
    }

    private static LogSource ReadSource(ref ReadOnlyMemory<byte> rest)
    {
        var app = ReadText(ref rest)!;
        var type = ReadText(ref rest)!;
        var instance = ReadText(ref rest)!;
        return new LogSource(app, type, instance, ReadText(ref rest), ReadText(ref rest), ReadText(ref rest));
    }

    private static string? ReadText(ref ReadOnlyMemory<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        var text = length < 0 ? null : Encoding.UTF8.GetString(rest.Span.Slice(sizeof(int), length));
        rest = rest[(sizeof(int) + Math.Max(0, length))..];
        return text;
    }
}
