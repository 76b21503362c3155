using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>An instance started from an unpacked droplet, as the launcher does it: profile.d, then <c>bash -c</c>.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly StringBuilder output = new();

    private RunningApp(Process process, int port)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }
    public int ExitCode => process.ExitCode;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts the command and waits until it accepts connections.</summary>
    public static async Task<RunningApp> StartAsync(string droplet, string command, params (string Name, string Value)[] variables)
    {
        var port = FreePort();
        var app = Launch(droplet, command, [("PORT", $"{port}"), ("VCAP_APP_HOST", "127.0.0.1"), .. variables]);
        var running = new RunningApp(app, port);
        await Eventually.GetAsync(async () => app.HasExited || await AcceptsAsync(port), static over => over, StartsWithin, "the app listens");
        Assert.False(app.HasExited, $"The app ended: {running.Output}");
        return running;
    }

    /// <summary>Runs a command that ends by itself and returns what it printed.</summary>
    public static async Task<string> RunAsync(string droplet, string command, params (string Name, string Value)[] variables)
    {
        using var launched = Launch(droplet, command, variables);
        var running = new RunningApp(launched, port: 1);
        await launched.WaitForExitAsync(TestContext.Current.CancellationToken);
        return running.Output;
    }

    /// <summary>SIGTERM to the whole group, as a cell does it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", "--", $"-{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Launch(string droplet, string command, (string Name, string Value)[] variables)
    {
        var app = Path.Combine(droplet, "app");
        const string Launcher = "for script in ../profile.d/*.sh; do [ -e \"$script\" ] && . \"$script\"; done; exec bash -c \"$COMMAND\"";
        var start = new ProcessStartInfo("setsid", ["bash", "-c", Launcher])
        {
            WorkingDirectory = app,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = app;
        start.Environment["DEPS_DIR"] = Path.Combine(droplet, "deps");
        start.Environment["TMPDIR"] = Path.Combine(droplet, "tmp");
        start.Environment["COMMAND"] = command;
        return Process.Start(start)!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
