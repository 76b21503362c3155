using System.Text;

namespace Ingot.Protocol.Logs;

/// <summary>One line of output about an app, or one set of its metrics.</summary>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Bytes">The line as it was written, without its line end; not always UTF-8. Of a gauge: its metrics in JSON, by name.</param>
/// <param name="Sequence">Grows within the emitter's incarnation; 0 when the emitter does not number its lines.</param>
public readonly record struct LogLine(LogSource Source, long Timestamp, LineKind Kind, ReadOnlyMemory<byte> Bytes, long Sequence = 0)
{
    public LogLine(LogSource source, long timestamp, string message)
        : this(source, timestamp, LineKind.Output, Encoding.UTF8.GetBytes(message)) { }

    public string Message => Encoding.UTF8.GetString(Bytes.Span);
}

/// <summary>What a line is; the numbers are those of the wire.</summary>
public enum LineKind : byte
{
    Output = 1,
    Error = 2,

    /// <summary>Metrics of an instance.</summary>
    Gauge = 3,
}
