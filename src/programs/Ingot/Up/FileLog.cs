using System.Text;
using Microsoft.Extensions.Logging;

namespace Ingot.Up;

/// <summary>
/// The supervisor's log: it keeps the terminal free for the user and writes a line per event into a file. A line that the disk has no
/// room for is lost, for what logs has more to do than to log.
/// </summary>
internal sealed class FileLog(string path, TimeProvider time) : ILoggerProvider
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose() => file.Dispose();

    private void Write(LogLevel level, string message, Exception? exception)
    {
        var line = $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level}: {message}{(exception is null ? "" : " " + exception)}\n";
        lock (gate)
        {
            try
            {
                file.Write(Encoding.UTF8.GetBytes(line));
            }
            catch (IOException)
            {
                // Nowhere is left where it could be said.
            }
        }
    }

    private sealed class Writer(FileLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Write(logLevel, formatter(state, exception), exception);
        }
    }
}
