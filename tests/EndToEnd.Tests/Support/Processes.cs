using System.Globalization;
using System.Runtime.InteropServices;

namespace Ingot.EndToEnd.Tests.Support;

/// <summary>What the operating system says about processes, read from /proc.</summary>
public static class Processes
{
    /// <summary>Every live process whose working directory or environment belongs to a platform's data directory.</summary>
    public static IReadOnlyList<int> Of(string dataDirectory) =>
        [.. All().Where(pid => WorkingDirectory(pid)?.StartsWith(dataDirectory, StringComparison.Ordinal) == true || Mentions(pid, dataDirectory))];

    /// <summary>Live processes that carry an app's guid and an index in their environment: what "an instance lives" means.</summary>
    public static IReadOnlyList<int> OfInstance(string appGuid, int index) =>
        [.. All().Where(pid => Environment(pid) is { } text && text.Contains(appGuid, StringComparison.Ordinal) && text.Contains($"\0CF_INSTANCE_INDEX={index}\0", StringComparison.Ordinal))];

    /// <summary>Guids of the live instances that hold an index: more than one is what must never be.</summary>
    public static IReadOnlySet<string> InstanceGuids(string appGuid, int index) =>
        OfInstance(appGuid, index).Select(Environment).OfType<string>().Select(InstanceGuid).OfType<string>().ToHashSet();

    public static IReadOnlyList<int> ChildrenOf(int parent) => [.. All().Where(pid => Parent(pid) == parent)];

    public static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ').TrimEnd() ?? "";

    /// <summary>Memory of its own, without what it shares with files.</summary>
    public static int MemoryMb(int pid)
    {
        const string Name = "RssAnon:";
        var line = Read($"/proc/{pid}/status")!.Split('\n').Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return int.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>TCP ports a process listens on.</summary>
    public static IEnumerable<int> ListeningPorts(int pid)
    {
        const string Listening = "0A";
        var sockets = Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => new FileInfo(file).LinkTarget).ToHashSet();
        return Read($"/proc/{pid}/net/tcp")!.Split('\n').Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]"))
            .Select(fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    /// <summary>The process and the processes above it.</summary>
    public static IEnumerable<int> Ancestors(int pid)
    {
        while (pid > 1)
        {
            pid = Parent(pid);
            yield return pid;
        }
    }

    /// <summary>Whether a process was stopped by a signal and has not been let go on.</summary>
    public static bool IsStopped(int pid) => Read($"/proc/{pid}/stat") is { } stat && stat[stat.LastIndexOf(')') + 2] == 'T';

    public static string? Environment(int pid) => Read($"/proc/{pid}/environ") is { Length: > 0 } text ? "\0" + text : null;

    private static string? InstanceGuid(string environment)
    {
        const string Name = "\0CF_INSTANCE_GUID=";
        var start = environment.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return start < Name.Length ? null : environment[start..environment.IndexOf('\0', start)];
    }

    private static int Parent(int pid) =>
        Read($"/proc/{pid}/stat") is { } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)
            : 0;

    private static bool Mentions(int pid, string dataDirectory) => Environment(pid)?.Contains(dataDirectory, StringComparison.Ordinal) == true;

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(pid => pid != System.Environment.ProcessId);

    private static string? WorkingDirectory(int pid)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Signals, sent as <c>kill</c> does.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal)
    {
        // 0 would be this process and all beside it.
        Assert.True(pid > 0, $"{pid} is no process");
        Assert.Equal(0, SendSignal(pid, signal));
    }

    /// <summary>Sends to a process that may have ended with one signalled before.</summary>
    public static void TrySend(int pid, int signal) => _ = SendSignal(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
