using System.Buffers;

namespace Ingot.Cell.Output;

/// <summary>Takes a line without its end, valid during the call.</summary>
internal delegate void LineReceived(ReadOnlySpan<byte> line);

/// <summary>
/// Cuts a stream of bytes into lines at <c>\n</c> or <c>\r</c>, without the empty ones, and lines above 61,440 bytes into pieces
/// between characters (Diego: executor/depot/log_streamer). Bytes that are no text are left as they are.
/// </summary>
internal sealed class LineSplitter(LineReceived takeLine)
{
    public const int MaximumBytes = 61_440;

    /// <summary>A buffer above this is given up with its line, or every emitter of one long line would keep 60 KB.</summary>
    private const int UsualBytes = 4096;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private byte[] rest = [];
    private int restBytes;

    /// <summary>Hands each line that is complete to the taker.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny(LineEnds) is var end and >= 0)
        {
            if (restBytes == 0 && end is > 0 and <= MaximumBytes)
            {
                takeLine(bytes[..end]);
            }
            else
            {
                Append(bytes[..end]);
                Flush();
            }
            bytes = bytes[(end + 1)..];
        }
        Append(bytes);
    }

    /// <summary>Hands over what came without a line end.</summary>
    public void Flush()
    {
        if (restBytes > 0)
            takeLine(rest.AsSpan(0, restBytes));
        restBytes = 0;
        if (rest.Length > UsualBytes)
            rest = [];
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (restBytes + bytes.Length > MaximumBytes)
        {
            var taken = MaximumBytes - restBytes;
            Store(bytes[..taken]);
            bytes = bytes[taken..];
            FlushWholeCharacters();
        }
        Store(bytes);
    }

    private void FlushWholeCharacters()
    {
        var cut = restBytes;
        while (cut > restBytes - 4 && (rest[cut - 1] & 0xc0) == 0x80)
            cut--;
        // A leading byte whose character is not complete goes to the next piece.
        if (cut > 0 && rest[cut - 1] >= 0xc0 && restBytes - (cut - 1) < CharacterBytes(rest[cut - 1]))
            cut--;
        else
            cut = restBytes;
        takeLine(rest.AsSpan(0, cut));
        rest.AsSpan(cut, restBytes - cut).CopyTo(rest);
        restBytes -= cut;
    }

    private static int CharacterBytes(byte leading) => leading >= 0xf0 ? 4 : leading >= 0xe0 ? 3 : 2;

    private void Store(ReadOnlySpan<byte> bytes)
    {
        if (rest.Length < restBytes + bytes.Length)
            Array.Resize(ref rest, Math.Min(MaximumBytes, Math.Max(restBytes + bytes.Length, 2 * rest.Length)));
        bytes.CopyTo(rest.AsSpan(restBytes));
        restBytes += bytes.Length;
    }
}
