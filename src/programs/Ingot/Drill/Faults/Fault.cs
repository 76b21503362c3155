using Ingot.Drill.Measures;
using Ingot.Drill.Target;

namespace Ingot.Drill.Faults;

/// <summary>Something that happens to a platform.</summary>
/// <param name="CauseAsync">
/// Causes it and returns when it has taken effect; recovery is measured by the caller. Whatever is not to stay is undone before it
/// returns, throws or is cancelled.
/// </param>
internal sealed record Fault(string Name, string About, Harm Harm, Func<DrilledPlatform, CancellationToken, Task> CauseAsync)
{
    /// <summary>What has to be so before it can be caused; undone by causing it, or when it fails.</summary>
    public Func<DrilledPlatform, CancellationToken, Task> PrepareAsync { get; init; } = static (_, _) => Task.CompletedTask;
}

/// <summary>The faults there are, in the order in which a drill causes them.</summary>
internal static class FaultList
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        InstanceFaults.Kill,
        InstanceFaults.Hang,
        CellFaults.Kill,
        CellFaults.Hang,
        ZoneFaults.Kill,
        ZoneFaults.Drain,
        ZoneFaults.Restore,
        DeploymentFaults.Rolling,
        DeploymentFaults.Canary,
        ScaleFault.Scale,
        RoleFaults.KillController,
        RoleFaults.KillRouter,
        UpgradeFault.Upgrade,
    ];

    public static string Names => string.Join(", ", All.Select(fault => fault.Name));

    /// <summary>The faults named, or all; less those excepted.</summary>
    /// <exception cref="DrillException">A name is none of a fault, or no fault is left.</exception>
    public static IReadOnlyList<Fault> Choose(string? only, string? except)
    {
        var (wanted, unwanted) = (Split("--only", only), Split("--except", except));
        List<Fault> chosen = [.. All.Where(fault => (wanted.Count == 0 || wanted.Contains(fault.Name)) && !unwanted.Contains(fault.Name))];
        return chosen.Count > 0 ? chosen : throw new DrillException($"--except {except}: no fault is left. There are {Names}.");
    }

    private static HashSet<string> Split(string option, string? names)
    {
        var given = (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        var unknown = given.FirstOrDefault(name => All.All(fault => fault.Name != name));
        return unknown is null ? given : throw new DrillException($"{option} {unknown}: there is no such fault. There are {Names}.");
    }
}
