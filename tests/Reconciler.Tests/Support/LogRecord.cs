using System.Collections.Concurrent;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>Keeps what was written to the log cache.</summary>
internal sealed class LogRecord : ILogSink
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    /// <summary>Apps of which lines are to be kept, by the last word.</summary>
    public IReadOnlySet<string>? Kept { get; private set; }

    public void Write(IReadOnlyList<LogLine> lines)
    {
        foreach (var line in lines)
            Lines.Enqueue(line with { Bytes = line.Bytes.ToArray() });
    }

    public void KeepOnly(IReadOnlySet<string> appGuids) => Kept = appGuids;
}
