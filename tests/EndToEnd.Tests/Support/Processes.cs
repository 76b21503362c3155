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

    /// <summary>The process and the processes above it.</summary>
    public static IEnumerable<int> Ancestors(int pid)
    {
        while (pid > 1)
        {
            pid = Parent(pid);
            yield return pid;
        }
    }

    public static string? Environment(int pid) => Read($"/proc/{pid}/environ") is { Length: > 0 } text ? "\0" + text : null;

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

    public static void Send(int pid, int signal) => Assert.Equal(0, SendSignal(pid, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
