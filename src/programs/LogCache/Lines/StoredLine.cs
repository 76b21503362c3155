namespace Ingot.LogCache.Lines;

/// <summary>A line as it is remembered.</summary>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC, unique and ascending within the app.</param>
/// <param name="Message">UTF-8, without a line end.</param>
internal sealed record StoredLine(long Timestamp, LineSource Source, bool Error, byte[] Message)
{
    // The record, the array's header and the list's slot; the source is shared by many lines.
    private const int Overhead = 80;

    public int Bytes => Message.Length + Overhead;
}

/// <summary>Who emitted a line, with the tags an envelope of it carries. Shared by all lines of the same source.</summary>
internal sealed record LineSource(string InstanceId, IReadOnlyDictionary<string, string> Tags);
