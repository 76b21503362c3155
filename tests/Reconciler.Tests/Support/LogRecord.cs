using System.Collections.Concurrent;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>Keeps what was written to the log cache.</summary>
internal sealed class LogRecord : ILogSink
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    public void Write(IReadOnlyList<LogLine> lines)
    {
        foreach (var line in lines)
            Lines.Enqueue(line with { Bytes = line.Bytes.ToArray() });
    }
}
