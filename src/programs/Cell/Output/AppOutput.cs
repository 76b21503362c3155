using Ingot.Protocol.Logs;

namespace Ingot.Cell.Output;

/// <summary>Who a line is from.</summary>
/// <param name="Source">E.g. <c>APP/PROC/WEB</c> or <c>STG</c>.</param>
/// <param name="InstanceId">The index as text.</param>
internal sealed record LogSource(string AppGuid, string Source, string InstanceId, string? ProcessType = null, string? InstanceGuid = null);

/// <summary>Turns what one instance or task writes, and what the cell has to say about it, into lines of the ring.</summary>
internal sealed class AppOutput
{
    private readonly LogRing ring;
    private readonly TimeProvider time;
    private readonly LogSource source;
    private readonly LogRate rate;
    private readonly long bytesPerSecond;
    private readonly LineSplitter output;
    private readonly LineSplitter error;
    private long bytes;

    public AppOutput(LogRing ring, TimeProvider time, LogSource source, long bytesPerSecond = -1)
    {
        this.ring = ring;
        this.time = time;
        this.source = source;
        this.bytesPerSecond = bytesPerSecond;
        rate = new LogRate(bytesPerSecond, time);
        output = new LineSplitter((line, length) => Limit(line, length, isError: false));
        error = new LineSplitter((line, length) => Limit(line, length, isError: true));
    }

    /// <summary>Bytes kept since the start.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public void TakeOutput(ReadOnlySpan<byte> bytes) => output.Take(bytes);

    public void TakeError(ReadOnlySpan<byte> bytes) => error.Take(bytes);

    /// <summary>Hands over the last lines; call it when nothing can come any more.</summary>
    public void Flush()
    {
        output.Flush();
        error.Flush();
    }

    /// <summary>A line of the process's own source, from the platform.</summary>
    public void Say(string message, bool isError = false) => Add(source.Source, message, isError);

    /// <summary>A line about the instance's container.</summary>
    public void SayCell(string message) => Add("CELL", message, isError: false);

    /// <summary>A line about the instance's health.</summary>
    public void SayHealth(string message) => Add("HEALTH", message, isError: true);

    private void Limit(string line, int length, bool isError)
    {
        switch (rate.Judge(length))
        {
            case LogVerdict.Keep:
                Interlocked.Add(ref bytes, length);
                Add(source.Source, line, isError);
                break;
            case LogVerdict.Announce:
                Add(source.Source, $"app instance exceeded log rate limit ({bytesPerSecond} bytes/sec)", isError: true);
                break;
        }
    }

    private void Add(string from, string message, bool isError)
    {
        var timestamp = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        ring.Add(new LogLine(0, timestamp, source.AppGuid, from, source.InstanceId, isError, message, source.ProcessType, source.InstanceGuid));
    }
}
