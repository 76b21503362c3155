using System.Text;

namespace Ingot.Cell.Output;

/// <summary>
/// Cuts a stream of bytes into lines at <c>\n</c> or <c>\r</c>, without the empty ones, and lines above 61,440 bytes into pieces
/// between characters (Diego: executor/depot/log_streamer).
/// </summary>
internal sealed class LineSplitter(Action<string, int> takeLine)
{
    public const int MaximumBytes = 61_440;

    private static readonly System.Buffers.SearchValues<byte> LineEnds = System.Buffers.SearchValues.Create("\r\n"u8);

    private byte[] rest = [];
    private int restBytes;

    /// <summary>Hands each line that is complete to the taker, with its length in bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny(LineEnds) is var end and >= 0)
        {
            Append(bytes[..end]);
            Flush();
            bytes = bytes[(end + 1)..];
        }
        Append(bytes);
    }

    /// <summary>Hands over what came without a line end.</summary>
    public void Flush()
    {
        if (restBytes > 0)
            takeLine(Encoding.UTF8.GetString(rest, 0, restBytes), restBytes);
        restBytes = 0;
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
        takeLine(Encoding.UTF8.GetString(rest, 0, cut), cut);
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
