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
    private const int InstanceGuidLength = 28;
    private const string Marker = "INGOT_SANDBOX=";
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

    /// <param name="options">More options of <c>ingot up</c>.</param>
    public static async Task<RunningPlatform> StartAsync(Workbench workbench, params string[] options)
    {
        var root = Directory.CreateTempSubdirectory("ingot-bench-").FullName;
        var port = Workbench.FreePort();
        var info = new ProcessStartInfo(
            Path.Combine(workbench.Repository, "ingot"),
            ["up", "--data", Path.Combine(root, "data"), "--listen", $"127.0.0.1:{port}", .. options]
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

    /// <summary>Runs our client and returns what it printed.</summary>
    public Task<string> CfAsync(params string[] arguments) =>
        Workbench.RunAsync(
            Path.Combine(workbench.Build, "cf"),
            new Dictionary<string, string> { ["CF_HOME"] = folder },
            arguments
        );

    /// <summary>Runs an operator's command and returns what it printed.</summary>
    public Task<string> IngotAsync(params string[] arguments) =>
        Workbench.RunAsync(Path.Combine(workbench.Build, "ingot"), new Dictionary<string, string>(), [.. arguments, "--data", Path.Combine(folder, "data")]);

    /// <summary>Drills an app and returns the report, be it that promises were broken: the figures tell.</summary>
    public Task<string> DrillAsync(string app, params string[] options) =>
        Workbench.RunAsync(
            Path.Combine(workbench.Build, "ingot"),
            new Dictionary<string, string>(),
            static status => status is 0 or 1,
            ["drill", app, "--json", "--data", Path.Combine(folder, "data"), .. options]
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

    /// <summary>Processor time that every process of the platform has used, apps' instances left out.</summary>
    public TimeSpan ProcessorTime() =>
        PlatformPids().Aggregate(TimeSpan.Zero, (sum, pid) => sum + Process.GetProcessById(pid).TotalProcessorTime);

    public int CellPid(string cell) => PlatformPids().First(pid => Read($"/proc/{pid}/cmdline").EndsWith($"\0cell\0{cell}\0", StringComparison.Ordinal));

    /// <summary>Waits until one router serves and another waits for its death; returns the one that serves, which is the older.</summary>
    public async Task<int> WhenRouterWaitsAsync()
    {
        while (true)
        {
            var routers = PlatformPids().Where(pid => Read($"/proc/{pid}/cmdline").EndsWith("\0router\0", StringComparison.Ordinal)).ToList();
            if (routers.Count == 2)
                return routers.Min();
            await Task.Delay(50);
        }
    }

    /// <summary>The folders that cells hold for instances, by the instances' guids.</summary>
    public IReadOnlyList<string> InstanceGuids() => [.. InstanceFolders().Select(path => Path.GetFileName(path))];

    private IEnumerable<string> InstanceFolders() =>
        Directory
            .EnumerateDirectories(Path.Combine(folder, "data", "cells"))
            .SelectMany(Directory.EnumerateDirectories)
            .Where(path => Path.GetFileName(path).Length == InstanceGuidLength);

    /// <summary>Waits until cells hold folders for exactly so many instances.</summary>
    public async Task WhenInstancesAsync(int count)
    {
        while (InstanceGuids().Count != count)
            await Task.Delay(50);
    }

    /// <summary>Waits until the cells hold folders for so many instances each.</summary>
    public async Task WhenInstancesAsync(IEnumerable<int> counts)
    {
        while (!InstanceFolders().CountBy(path => Path.GetDirectoryName(path)!).Select(cell => cell.Value).SequenceEqual(counts))
            await Task.Delay(50);
    }

    /// <summary>How many processes of these instances are left, those that hold their trees together included.</summary>
    public static int CountProcesses(IReadOnlySet<string> instanceGuids) =>
        Pids().Count(pid => Environ(pid).Split('\0').Any(variable => variable.StartsWith(Marker, StringComparison.Ordinal) && instanceGuids.Contains(variable[Marker.Length..])));

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

    private static string Environ(int pid) => "\0" + Read($"/proc/{pid}/environ");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
