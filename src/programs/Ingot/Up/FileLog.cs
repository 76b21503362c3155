using Microsoft.Extensions.Logging;

namespace Ingot.Up;

/// <summary>The supervisor's log: it keeps the terminal free for the user and writes a line per event into a file.</summary>
internal sealed class FileLog(string path, TimeProvider time) : ILoggerProvider
{
    private readonly StreamWriter writer = new(path, append: true) { AutoFlush = true };
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose() => writer.Dispose();

    private void Write(LogLevel level, string message, Exception? exception)
    {
        lock (gate)
            writer.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level}: {message}{(exception is null ? "" : " " + exception)}");
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
