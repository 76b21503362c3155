using System.Diagnostics;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>A redis-server that keeps what it has in a folder.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    public const string Password = "s3cret";
    private readonly Process process;

    private RedisServer(Process process) => this.process = process;

    public static async Task<RedisServer> StartAsync(int port, string folder)
    {
        string[] options = ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--requirepass", Password, "--appendonly", "yes"];
        var start = new ProcessStartInfo("redis-server", options) { RedirectStandardOutput = true, UseShellExecute = false };
        var server = new RedisServer(Process.Start(start)!);
        // It accepts connections before it has read what it kept, and answers LOADING.
        var ready = new TaskCompletionSource();
        server.process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new IOException("redis-server ended."));
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        server.process.BeginOutputReadLine();
        await ready.Task;
        return server;
    }

    /// <summary>SIGTERM: it writes down what it has and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
    }
}
