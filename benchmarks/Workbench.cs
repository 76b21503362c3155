using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ingot.Benchmarks;

/// <summary>The built programs, and how to run them.</summary>
internal sealed record Workbench(string Build, string Repository)
{
    public static Workbench FromEnvironment() =>
        new(
            Environment.GetEnvironmentVariable("INGOT_BUILD") ?? throw new InvalidOperationException("Run the benchmarks by ./bench."),
            Directory.GetCurrentDirectory()
        );

    public string Sample(string name) => Path.Combine(Repository, "samples", name);

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds its output.</exception>
    public static Task<string> RunAsync(string file, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(file, environment, static status => status == 0, arguments);

    /// <param name="isSuccess">Which exit statuses are no failure.</param>
    public static async Task<string> RunAsync(string file, IReadOnlyDictionary<string, string> environment, Func<int, bool> isSuccess, string[] arguments)
    {
        var info = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (!isSuccess(process.ExitCode))
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}\n{await output}\n{await error}");
        return await output;
    }
}
