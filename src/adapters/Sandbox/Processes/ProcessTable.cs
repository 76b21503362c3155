using System.Buffers;
using System.Globalization;
using System.IO.Enumeration;
using System.Text;

namespace Ingot.Sandbox.Processes;

/// <summary>Reads the kernel's table of processes. What ends while it is read is simply absent.</summary>
public static class ProcessTable
{
    /// <summary>The numbers of all processes, threads left out.</summary>
    public static IEnumerable<int> Pids() =>
        new FileSystemEnumerable<int>("/proc", static (ref FileSystemEntry entry) => Number(entry.FileName))
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => char.IsAsciiDigit(entry.FileName[0]),
        };

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

    /// <summary>The environment the process was started with, variables ended by a zero byte; null when it has ended or is not ours to look at.</summary>
    public static byte[]? FindEnvironment(int pid) => Read($"/proc/{pid}/environ") is { Length: > 0 } environment ? environment : null;

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

    /// <summary>This process's own PID namespace.</summary>
    public static string? OwnNamespace { get; } = FindLink("/proc/self/ns/pid");

    /// <summary>The PID namespace into which children of a process are born.</summary>
    public static string? FindNamespaceOfChildren(int pid) => FindLink($"/proc/{pid}/ns/pid_for_children");

    private static int Number(ReadOnlySpan<char> name) => int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);

    private static unsafe string? FindLink(string path)
    {
        const int Longest = 64;
        var target = stackalloc byte[Longest];
        var length = Libc.ReadLink(path, target, Longest);
        return length <= 0 ? null : Encoding.ASCII.GetString(target, (int)length);
    }

    /// <summary>Three calls of the kernel; .NET's own way makes six, and this is done for every process every second.</summary>
    private static unsafe byte[]? Read(string path)
    {
        var descriptor = Libc.Open(path, Libc.OpenCloseOnExec);
        if (descriptor < 0)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        try
        {
            while (true)
            {
                nint count;
                fixed (byte* first = buffer)
                    count = Libc.Read(descriptor, first + length, (nuint)(buffer.Length - length));
                if (count < 0)
                    return null;
                length += (int)count;
                // The kernel gives as much as there is room for.
                if (length < buffer.Length)
                    return buffer.AsSpan(0, length).ToArray();
                Grow(ref buffer, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = Libc.Close(descriptor);
        }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

/// <summary>A line of the kernel's table.</summary>
/// <param name="Ticks">User and system time, in clock ticks of 10 ms.</param>
public readonly record struct ProcessStat(int Pid, char State, int Parent, long Ticks)
{
    public TimeSpan ProcessorTime => TimeSpan.FromMilliseconds(10 * Ticks);
}
