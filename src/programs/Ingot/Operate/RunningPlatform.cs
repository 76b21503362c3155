using System.CommandLine;
using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;

namespace Ingot.Operate;

/// <summary>Finds the platform that a command is about, by its data directory.</summary>
internal static class RunningPlatform
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON, for scripts." };

    /// <summary>Runs <paramref name="action"/> with a client of the running platform's supervisor; without one, says so and returns 1.</summary>
    public static async Task<int> AskAsync(DirectoryInfo directory, Func<SupervisorClient, Task<int>> action)
    {
        var data = new DataDirectory(directory.FullName);
        var socket = Path.Combine(data.Root, DataDirectory.SupervisorSocket);
        if (directory.Exists)
        {
            // The path of a Unix socket is short; a relative one always fits.
            Environment.CurrentDirectory = directory.FullName;
            using var supervisor = new SupervisorClient(DataDirectory.SupervisorSocket);
            var start = TimeProvider.System.GetTimestamp();
            while (true)
            {
                try
                {
                    return await action(supervisor);
                }
                catch (HttpRequestException)
                    when (TimeProvider.System.GetElapsedTime(start) < Patience && DataDirectoryLock.RunningSupervisor(data) is not null)
                {
                    // It is becoming its successor.
                    await Task.Delay(Pause);
                }
                catch (HttpRequestException) when (!MayRead(socket))
                {
                    await Console.Error.WriteLineAsync($"{data.Option}: only the user who started the platform may ask it. Run the command as that user.");
                    return 1;
                }
                catch (HttpRequestException) when (!File.Exists(socket) || !IsListening())
                {
                    break;
                }
            }
        }
        await Console.Error.WriteLineAsync(
            $"No platform runs on {data.Option}. Start one with `ingot up {data.Option}`, or name its directory."
        );
        return 1;
    }

    /// <summary>Whether this user may look into the folder of a socket.</summary>
    private static bool MayRead(string socket)
    {
        var folder = Path.GetDirectoryName(socket)!;
        if (!Directory.Exists(folder))
            return true;
        try
        {
            _ = Directory.EnumerateFiles(folder).Any();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsListening()
    {
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix,
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified
        );
        try
        {
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(DataDirectory.SupervisorSocket));
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
