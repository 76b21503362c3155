using System.Globalization;
using System.Text;

namespace Ingot.Sandbox.Processes;

/// <summary>Reads the kernel's table of processes. What ends while it is read is simply absent.</summary>
internal static class ProcessTable
{
    /// <summary>The numbers of all processes, threads left out.</summary>
    public static IEnumerable<int> Pids()
    {
        foreach (var folder in new DirectoryInfo("/proc").EnumerateDirectories())
        {
            if (int.TryParse(folder.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    /// <summary>Whether the process can still do anything: it exists and is no zombie.</summary>
    public static bool IsLive(int pid) => FindStat(pid) is { State: not ('Z' or 'X') };

    /// <summary>State, parent and times of a process, or null when there is none.</summary>
    public static ProcessStat? FindStat(int pid)
    {
        // The name in parentheses may itself contain blanks and parentheses.
        if (Read($"/proc/{pid}/stat") is not { } bytes || bytes.LastIndexOf((byte)')') is var end && end < 0)
            return null;
        var fields = Encoding.ASCII.GetString(bytes.AsSpan(end + 2)).Split(' ');
        return new ProcessStat(
            pid,
            fields[0][0],
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)
        );
    }

    /// <summary>A child of a process. The numbers that follow the parent's are tried first: they are the likely ones.</summary>
    public static int? FindChild(int parent)
    {
        var likely = Enumerable.Range(parent + 1, 32).Where(IsChild);
        return likely.Concat(Pids().Where(IsChild)).Select(pid => (int?)pid).FirstOrDefault();

        bool IsChild(int pid) => FindStat(pid)?.Parent == parent;
    }

    /// <summary>Whether the environment the process was started with has exactly this variable.</summary>
    public static bool HasVariable(int pid, ReadOnlySpan<byte> variable)
    {
        if (Read($"/proc/{pid}/environ") is not { } environment)
            return false;
        foreach (var range in environment.AsSpan().Split((byte)0))
        {
            if (environment.AsSpan(range).SequenceEqual(variable))
                return true;
        }
        return false;
    }

    /// <summary>The value a variable had when the process was started.</summary>
    public static string? FindVariable(int pid, string name)
    {
        if (Read($"/proc/{pid}/environ") is not { } environment)
            return null;
        var prefix = Encoding.UTF8.GetBytes(name + "=");
        foreach (var range in environment.AsSpan().Split((byte)0))
        {
            if (environment.AsSpan(range).StartsWith(prefix))
                return Encoding.UTF8.GetString(environment.AsSpan(range)[prefix.Length..]);
        }
        return null;
    }

    /// <summary>The resident set of a process; 0 when it has ended.</summary>
    public static long ResidentBytes(int pid) =>
        Read($"/proc/{pid}/statm") is { } bytes && Encoding.ASCII.GetString(bytes).Split(' ') is [_, var pages, ..]
            ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize
            : 0;

    /// <summary>The proportional set of a process, or null when the kernel does not tell.</summary>
    public static long? FindProportionalBytes(int pid)
    {
        if (Read($"/proc/{pid}/smaps_rollup") is not { } bytes)
            return null;
        var line = Encoding.ASCII.GetString(bytes).Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan(4, line.Length - 6), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The PID namespace of a process, or null when it has ended or is not ours to look at.</summary>
    public static string? FindNamespace(int pid) => FindLink($"/proc/{pid}/ns/pid");

    /// <summary>The PID namespace into which children of a process are born.</summary>
    public static string? FindNamespaceOfChildren(int pid) => FindLink($"/proc/{pid}/ns/pid_for_children");

    private static string? FindLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A line of the kernel's table.</summary>
/// <param name="Ticks">User and system time, in clock ticks of 10 ms.</param>
internal readonly record struct ProcessStat(int Pid, char State, int Parent, long Ticks);
