using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests.Support;

/// <summary>A platform started by <c>./ingot up</c> in a directory and on a port of its own, with a <c>./cf</c> logged in to it.</summary>
public sealed class TestPlatform : IAsyncDisposable
{
    public const string Password = "correct-horse";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory folder;
    private readonly StringBuilder output = new();
    private Process process;

    private TestPlatform(TempDirectory folder, int port, Process process)
    {
        (this.folder, Port, this.process) = (folder, port, process);
        Http = NewClient();
    }

    public int Port { get; }

    public string Url => $"http://localhost:{Port}";

    public string Data => folder.Combine("data");

    /// <summary>A client without retries that finds every <c>*.localhost</c> at the platform.</summary>
    public HttpClient Http { get; }

    public int SupervisorPid => process.Id;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    private Dictionary<string, string> CfEnvironment => new() { ["CF_HOME"] = folder.Combine("home") };

    /// <summary>Starts a platform and returns when it says that it is up.</summary>
    public static Task<TestPlatform> StartAsync(params string[] arguments) => StartUnderAsync([], arguments);

    /// <summary>Starts a platform by another command, which runs what follows it.</summary>
    /// <param name="launcher">Its words; <c>{data}</c> stands for the data directory.</param>
    public static async Task<TestPlatform> StartUnderAsync(IReadOnlyList<string> launcher, params string[] arguments)
    {
        var root = new TempDirectory();
        var port = FreePort();
        var platform = new TestPlatform(root, port, Launch(root, port, arguments, launcher));
        await platform.WaitUntilUpAsync();
        return platform;
    }

    /// <summary>Logs `./cf` in as admin, targeting the default org and space.</summary>
    public async Task LogInAsync() =>
        (await CfAsync("login", "-a", Url, "-u", "admin", "-p", Password, "-o", "ingot", "-s", "dev")).Succeeded();

    /// <summary>The token of `./cf`'s login, as it goes into the Authorization header.</summary>
    public string AccessToken =>
        JsonDocument.Parse(File.ReadAllText(folder.Combine("home", ".cf", "config.json"))).RootElement.GetProperty(nameof(AccessToken)).GetString()!;

    /// <summary>Runs `./cf` with this platform's login.</summary>
    public Task<CommandResult> CfAsync(params string[] arguments) => CfInAsync(null, arguments);

    public Task<CommandResult> CfInAsync(string? directory, params string[] arguments) =>
        Command.RunAsync(RepositoryRoot.Combine("cf"), arguments, CfEnvironment, directory);

    /// <summary>Starts a `./cf` that goes on until it is killed, and hands over what it prints line by line.</summary>
    public Process FollowCf(Action<string> takeLine, params string[] arguments)
    {
        var follower = Process.Start(Command.StartInfo(RepositoryRoot.Combine("cf"), arguments, CfEnvironment, directory: null))!;
        follower.OutputDataReceived += (_, line) => takeLine(line.Data ?? "");
        follower.BeginOutputReadLine();
        return follower;
    }

    /// <summary>Runs an operator's command on this platform.</summary>
    public Task<CommandResult> IngotAsync(params string[] arguments) =>
        Command.RunAsync(RepositoryRoot.Combine("ingot"), [.. arguments, "--data", Data]);

    public async Task<JsonElement> StatusAsync() => JsonDocument.Parse((await IngotAsync("status", "--json")).Succeeded()).RootElement;

    /// <summary>The process that plays a role: controller, router, or a cell's name. Waits for one while the last is being cleared away.</summary>
    public Task<int> PidAsync(string role) => Eventually.GetAsync(() => FindPidAsync(role), static pid => pid > 0, StartPatience, $"{role} has a process");

    private async Task<int> FindPidAsync(string role)
    {
        var status = await StatusAsync();
        return status.GetProperty("roles").EnumerateArray().Where(entry => entry.GetProperty("role").GetString() == role)
            .Concat(status.GetProperty("cells").EnumerateArray().Where(entry => entry.GetProperty("name").GetString() == role))
            .Single().GetProperty("pid").GetInt32();
    }

    /// <summary>The stats rows of an app's process, as the API tells them.</summary>
    public async Task<IReadOnlyList<JsonElement>> StatsAsync(string app)
    {
        var apps = JsonDocument.Parse((await CfAsync("curl", $"/v3/apps?names={app}")).Succeeded()).RootElement;
        var guid = apps.GetProperty("resources")[0].GetProperty("guid").GetString();
        var stats = JsonDocument.Parse((await CfAsync("curl", $"/v3/processes/{guid}/stats")).Succeeded()).RootElement;
        return [.. stats.GetProperty("resources").EnumerateArray()];
    }

    public Uri AppUrl(string app, string path = "/") => new($"http://{app}.localhost:{Port}{path}");

    public HttpClient NewClient(bool keepAlive = true) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                PooledConnectionLifetime = keepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>Starts the platform anew on the same data directory, after it has ended.</summary>
    public async Task StartAgainAsync(params string[] arguments)
    {
        lock (output)
            output.Clear();
        process = Launch(folder, Port, arguments);
        await WaitUntilUpAsync();
    }

    /// <summary>Stops as Ctrl-C does, and waits for the end.</summary>
    public async Task StopAsync()
    {
        if (process.HasExited)
            return;
        Signals.Send(process.Id, Signals.Interrupt);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(StopPatience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        process.Dispose();
        await Eventually.TrueAsync(() => Processes.Of(Data).Count == 0, TimeSpan.FromSeconds(10), "no process of the platform is left");
        folder.Dispose();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Process Launch(TempDirectory folder, int port, string[] arguments, IReadOnlyList<string>? launcher = null)
    {
        var data = folder.Combine("data");
        string[] command =
        [
            .. (launcher ?? []).Select(word => word.Replace("{data}", data, StringComparison.Ordinal)),
            RepositoryRoot.Combine("ingot"),
            "up",
            "--data",
            data,
            "--listen",
            $"127.0.0.1:{port}",
            .. arguments,
        ];
        var environment = new Dictionary<string, string> { ["INGOT_ADMIN_PASSWORD"] = Password };
        return Process.Start(Command.StartInfo(command[0], command.Skip(1), environment, RepositoryRoot.Path))!;
    }

    private async Task WaitUntilUpAsync()
    {
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.TrueAsync(
            () => Output.Contains("is up at", StringComparison.Ordinal) || process.HasExited,
            StartPatience,
            "`ingot up` says that it is up"
        );
        Assert.False(process.HasExited, Output);
    }

    private void Append(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
