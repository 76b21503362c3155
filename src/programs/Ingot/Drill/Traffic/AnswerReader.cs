using System.Globalization;
using System.Text;

namespace Ingot.Drill.Traffic;

/// <summary>Follows one HTTP/1.1 answer as it arrives, in whatever pieces, and tells when it is whole.</summary>
internal sealed class AnswerReader
{
    private const int LongestHead = 64 * 1024;
    private static readonly byte[] headEnd = "\r\n\r\n"u8.ToArray();

    private readonly List<byte> head = [];
    private readonly List<byte> line = [];
    private bool isHeadRead;
    private Framing framing;
    private long left;

    /// <summary>Whether any byte has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the answer ends where the connection does, so that its end makes it whole.</summary>
    public bool EndsWithConnection => isHeadRead && framing == Framing.UntilClose;

    /// <summary>Whether the connection can take another request.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>The router's word for why it answered itself; null when the app answered.</summary>
    public string? RouterError { get; private set; }

    /// <summary>Takes what came; true when the answer is whole.</summary>
    /// <exception cref="InvalidDataException">It is no HTTP answer.</exception>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        HasBegun |= !bytes.IsEmpty;
        while (!isHeadRead)
        {
            if (!TakeHead(ref bytes))
                return false;
        }
        return framing switch
        {
            Framing.UntilClose => false,
            Framing.Length => (left -= bytes.Length) <= 0,
            _ => TakeChunks(bytes),
        };
    }

    private bool TakeHead(ref ReadOnlySpan<byte> bytes)
    {
        var before = head.Count;
        head.AddRange(bytes);
        var end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(head).IndexOf(headEnd);
        if (end < 0)
            return head.Count <= LongestHead ? false : throw new InvalidDataException("The answer's head does not end.");
        bytes = bytes[(end + headEnd.Length - before)..];
        var lines = Encoding.Latin1.GetString([.. head[..end]]).Split("\r\n");
        head.Clear();
        if (lines[0].Length < 12 || !int.TryParse(lines[0].AsSpan(9, 3), out var status))
            throw new InvalidDataException("What came is no HTTP answer.");
        // An interim answer announces another one.
        isHeadRead = status >= 200;
        Read(lines, hasBody: status is not (204 or 304));
        return true;
    }

    private void Read(string[] lines, bool hasBody)
    {
        string? Find(string name) =>
            lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

        RouterError = Find("X-Cf-RouterError");
        KeepsAlive = Find("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) != true;
        if (Find("Transfer-Encoding") is not null)
            (framing, left) = (Framing.ChunkSize, 0);
        else if (Find("Content-Length") is { } length)
            (framing, left) = (Framing.Length, long.Parse(length, CultureInfo.InvariantCulture));
        else
            framing = Framing.UntilClose;
        if (!hasBody)
            (framing, left) = (Framing.Length, 0);
    }

    private bool TakeChunks(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (framing == Framing.ChunkData)
            {
                var count = (int)Math.Min(left, bytes.Length);
                bytes = bytes[count..];
                left -= count;
                framing = left == 0 ? Framing.ChunkSize : framing;
                continue;
            }
            line.Add(bytes[0]);
            bytes = bytes[1..];
            if (line[^1] == '\n' && EndLine())
                return true;
        }
        return false;
    }

    /// <summary>A line that says how long the next chunk is, or a trailer; true for the empty one after the last chunk.</summary>
    private bool EndLine()
    {
        var text = Encoding.Latin1.GetString([.. line]).Trim();
        line.Clear();
        if (framing == Framing.Trailers)
            return text.Length == 0;
        if (!long.TryParse(text.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size))
            throw new InvalidDataException("A chunk has no length.");
        // The line break behind the chunk is taken with it.
        (framing, left) = size == 0 ? (Framing.Trailers, 0) : (Framing.ChunkData, size + 2);
        return false;
    }

    private enum Framing
    {
        UntilClose,
        Length,
        ChunkSize,
        ChunkData,
        Trailers,
    }
}
