using Ingot.Sandbox.Users;

namespace Ingot.Sandbox.Trees;

/// <summary>How many processes and threads a tree may have, so that one which forks without end harms only itself.</summary>
internal static class ProcessLimit
{
    /// <summary>Cloud Foundry's (cc.diego.pid_limit).</summary>
    private const int PerTree = 1024;

    /// <summary>Where trees can only be counted by their user: for all of one app together.</summary>
    private const int PerUser = 16 * 1024;

    /// <summary>Since Linux 6.14 every PID namespace has a highest number of its own; before, it is the machine's.</summary>
    private static readonly bool isPerNamespace = AppUser.CanSwitch && Environment.OSVersion.Version >= new Version(6, 14);

    /// <summary>Shell line for the root process of a new PID namespace.</summary>
    public static string NamespaceScript { get; } = isPerNamespace ? $"echo {PerTree} >/proc/sys/kernel/pid_max\n" : "";

    /// <summary>Shell line for the user in a namespace. In a user namespace the kernel counts only what is in it (since Linux 5.14).</summary>
    public static string NamespaceUserScript { get; } = isPerNamespace ? "" : Limit(AppUser.CanSwitch ? PerUser : PerTree);

    /// <summary>Shell line for the user in a session. Without root it would count all that this user runs on the machine.</summary>
    public static string SessionUserScript { get; } = AppUser.CanSwitch ? Limit(PerUser) : "";

    private static string Limit(int processes) => $"ulimit -u {processes} 2>/dev/null\n";
}
