namespace Ingot.Router.Forwarding;

/// <summary>Follows the chunks of a body through received bytes, to find its end (RFC 9112, 7.1). Line ends are strict.</summary>
internal sealed class ChunkedFraming
{
    private const int MaxSizeDigits = 15;

    private Part part = Part.Size;
    private int sizeDigits;
    private long chunkLeft;

    private enum Part
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        TrailerStart,
        Trailer,
        TrailerEnd,
        LastEnd,
        Done,
        Invalid,
    }

    public bool IsDone => part == Part.Done;

    public bool IsInvalid => part == Part.Invalid;

    /// <summary>
    /// Takes framing, then at most one run of data. Returns the count of bytes taken; the last <paramref name="data"/> of them are body.
    /// Takes nothing after the end.
    /// </summary>
    public int Take(ReadOnlySpan<byte> received, out int data)
    {
        data = 0;
        var taken = 0;
        while (taken < received.Length && part is not (Part.Done or Part.Invalid))
        {
            if (part == Part.Data)
            {
                data = (int)Math.Min(chunkLeft, received.Length - taken);
                chunkLeft -= data;
                if (chunkLeft == 0)
                    part = Part.DataReturn;
                return taken + data;
            }
            part = Next(received[taken++]);
        }
        return taken;
    }

    private Part Next(byte octet) =>
        (part, octet) switch
        {
            (Part.Size, (byte)'\r') when sizeDigits > 0 => Part.SizeEnd,
            (Part.Size, (byte)';' or (byte)' ' or (byte)'\t') when sizeDigits > 0 => Part.Extension,
            (Part.Size, _) => AddDigit(octet),
            (Part.Extension, (byte)'\r') => Part.SizeEnd,
            (Part.Extension, not (byte)'\n') => Part.Extension,
            (Part.SizeEnd, (byte)'\n') => EndSize(),
            (Part.DataReturn, (byte)'\r') => Part.DataEnd,
            (Part.DataEnd, (byte)'\n') => Part.Size,
            (Part.TrailerStart, (byte)'\r') => Part.LastEnd,
            (Part.TrailerStart or Part.Trailer, not ((byte)'\r' or (byte)'\n')) => Part.Trailer,
            (Part.Trailer, (byte)'\r') => Part.TrailerEnd,
            (Part.TrailerEnd, (byte)'\n') => Part.TrailerStart,
            (Part.LastEnd, (byte)'\n') => Part.Done,
            _ => Part.Invalid,
        };

    private Part AddDigit(byte octet)
    {
        var digit = octet switch
        {
            >= (byte)'0' and <= (byte)'9' => octet - '0',
            >= (byte)'a' and <= (byte)'f' => octet - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
            _ => -1,
        };
        if (digit < 0 || ++sizeDigits > MaxSizeDigits)
            return Part.Invalid;
        chunkLeft = (chunkLeft << 4) + digit;
        return Part.Size;
    }

    private Part EndSize()
    {
        sizeDigits = 0;
        return chunkLeft == 0 ? Part.TrailerStart : Part.Data;
    }
}
