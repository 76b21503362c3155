using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ingot.Benchmarks;

/// <summary>A platform for one measurement, on an empty data directory.</summary>
internal sealed partial class RunningPlatform : IAsyncDisposable
{
    private const string Password = "benchmark";
    private const int Interrupt = 2;
    private readonly Workbench workbench;
    private readonly Process process;
    private readonly string folder;

    private RunningPlatform(Workbench workbench, Process process, string folder, int port)
    {
        (this.workbench, this.process, this.folder, Port) = (workbench, process, folder, port);
        Http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );
    }

    public int Port { get; }

    public HttpClient Http { get; }

    public int SupervisorPid => process.Id;

    /// <summary>From the start of the launcher to the first answer of the API through the router.</summary>
    public TimeSpan StartedIn { get; private set; }

    public static async Task<RunningPlatform> StartAsync(Workbench workbench)
    {
        var root = Directory.CreateTempSubdirectory("ingot-bench-").FullName;
        var port = Workbench.FreePort();
        var info = new ProcessStartInfo(
            Path.Combine(workbench.Repository, "ingot"),
            ["up", "--data", Path.Combine(root, "data"), "--listen", $"127.0.0.1:{port}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        info.Environment["INGOT_ADMIN_PASSWORD"] = Password;
        var startedAt = Stopwatch.GetTimestamp();
        var platform = new RunningPlatform(workbench, Process.Start(info)!, root, port);
        await platform.WhenAnsweredAsync(new Uri($"http://localhost:{port}/v3/info"));
        platform.StartedIn = Stopwatch.GetElapsedTime(startedAt);
        return platform;
    }

    public async Task LogInAsync() =>
        await CfAsync("login", "-a", $"http://localhost:{Port}", "-u", "admin", "-p", Password, "-o", "ingot", "-s", "dev");

    public Task CfAsync(params string[] arguments) =>
        Workbench.RunAsync(
            Path.Combine(workbench.Build, "cf"),
            new Dictionary<string, string> { ["CF_HOME"] = folder },
            arguments
        );

    /// <summary>Starts a command of our client that goes on, and leaves its output to the caller.</summary>
    public Process StartCf(params string[] arguments)
    {
        var info = new ProcessStartInfo(Path.Combine(workbench.Build, "cf"), arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment["CF_HOME"] = folder;
        return Process.Start(info)!;
    }

    /// <summary>What the platform's processes in these roles have used so far and hold now.</summary>
    public (TimeSpan Processor, double ResidentMb) Usage(params string[] roles)
    {
        var (processor, resident) = (TimeSpan.Zero, 0.0);
        foreach (var pid in PlatformPids().Where(pid => File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [_, var role, ..] && roles.Contains(role)))
        {
            using var process = Process.GetProcessById(pid);
            processor += process.TotalProcessorTime;
            resident += process.WorkingSet64 / 1024.0 / 1024;
        }
        return (processor, resident);
    }

    public Uri AppUrl(string app) => new($"http://{app}.localhost:{Port}/");

    /// <summary>Asks until the answer is 200, without a pause that would blur the figure.</summary>
    public async Task WhenAnsweredAsync(Uri url)
    {
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(url);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(1);
        }
    }

    /// <summary>Proportional set size of every process of the platform, apps' instances left out.</summary>
    public double ProportionalSetSizeMb() =>
        PlatformPids()
            .Select(pid => File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal)))
            .Sum(line => double.Parse(line.AsSpan(4, line.Length - 6)) / 1024);

    /// <summary>Processes of the app's instance with this index, by the operating system's word.</summary>
    public static IReadOnlyList<int> InstancePids(int index, string appName) =>
        [
            .. Pids()
                .Where(pid => Environ(pid) is var text && text.Contains($"\0CF_INSTANCE_INDEX={index}\0") && text.Contains($"\"application_name\":\"{appName}\"")),
        ];

    public static void Kill(int pid) => _ = SendSignal(pid, 9);

    public async ValueTask DisposeAsync()
    {
        _ = SendSignal(process.Id, Interrupt);
        await process.WaitForExitAsync();
        Http.Dispose();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<int> PlatformPids() =>
        Pids().Where(pid => pid == SupervisorPid || Environ(pid).Contains($"INGOT_ROLE_SETTINGS={{\"DataDirectory\":\"{folder}"));

    private static IEnumerable<int> Pids() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!));

    private static string Environ(int pid)
    {
        try
        {
            return "\0" + File.ReadAllText($"/proc/{pid}/environ");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
