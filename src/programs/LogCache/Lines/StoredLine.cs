using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>A line as it is remembered: its bytes lie in a block that it shares with its neighbours.</summary>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC, unique and ascending within the app.</param>
internal readonly record struct StoredLine(long Timestamp, LineSource Source, byte[] Block, int Offset, int Length, LineKind Kind)
{
    /// <summary>Twice the slot in the list, which may have as many free ones.</summary>
    private const int Overhead = 80;

    public int Bytes => Length + Overhead;

    public ReadOnlySpan<byte> Message => Block.AsSpan(Offset, Length);
}

/// <summary>Who emitted a line. Shared by all lines of the same source.</summary>
/// <param name="Json">The members of an envelope that say so, with a comma before and after.</param>
internal sealed record LineSource(byte[] Json);
