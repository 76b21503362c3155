using System.Text;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>Turns what one instance or task writes, and what the cell has to say about it, into lines of the ring.</summary>
internal sealed class AppOutput
{
    private readonly LogRing ring;
    private readonly HeldLines held = new();
    private readonly LogSource source;
    private readonly LogSource cellSource;
    private readonly LogSource healthSource;
    private readonly LogRate rate;
    private readonly LineSplitter output;
    private readonly LineSplitter error;
    private long bytes;

    public AppOutput(LogRing ring, TimeProvider time, LogSource source, long bytesPerSecond = -1)
    {
        this.ring = ring;
        this.source = source;
        cellSource = source with { SourceType = "CELL" };
        healthSource = source with { SourceType = "HEALTH" };
        BytesPerSecond = bytesPerSecond;
        rate = new LogRate(bytesPerSecond, time);
        output = new LineSplitter(line => Limit(line, LineKind.Output));
        error = new LineSplitter(line => Limit(line, LineKind.Error));
    }

    /// <summary>Bytes kept since the start.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>How many may be kept; -1 is unlimited.</summary>
    public long BytesPerSecond { get; }

    public void TakeOutput(ReadOnlySpan<byte> bytes) => output.Take(bytes);

    public void TakeError(ReadOnlySpan<byte> bytes) => error.Take(bytes);

    /// <summary>Hands over the last lines; call it when nothing can come any more.</summary>
    public void Flush()
    {
        output.Flush();
        error.Flush();
    }

    /// <summary>A line of the process's own source, from the platform.</summary>
    public void Say(string message, bool isError = false) => Add(source, message, isError ? LineKind.Error : LineKind.Output);

    /// <summary>A line about the instance's container.</summary>
    public void SayCell(string message) => Add(cellSource, message, LineKind.Output);

    /// <summary>A line about the instance's health.</summary>
    public void SayHealth(string message) => Add(healthSource, message, LineKind.Error);

    /// <summary>What the instance uses now.</summary>
    /// <param name="metrics">JSON by metric name, as a gauge envelope has it.</param>
    public void Measure(ReadOnlySpan<byte> metrics) => ring.Add(held, source, LineKind.Gauge, metrics);

    private void Limit(ReadOnlySpan<byte> line, LineKind kind)
    {
        switch (rate.Judge(line.Length))
        {
            case LogVerdict.Keep:
                Interlocked.Add(ref bytes, line.Length);
                ring.Add(held, source, kind, line);
                break;
            case LogVerdict.Announce:
                Say($"app instance exceeded log rate limit ({BytesPerSecond} bytes/sec)", isError: true);
                break;
        }
    }

    private void Add(LogSource from, string message, LineKind kind) => ring.Add(held, from, kind, Encoding.UTF8.GetBytes(message));
}
