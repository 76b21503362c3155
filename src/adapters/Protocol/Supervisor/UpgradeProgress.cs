namespace Ingot.Protocol.Supervisor;

/// <summary>Asks for an upgrade of the platform.</summary>
/// <param name="Executable">Full path of the Ingot to upgrade to.</param>
public sealed record UpgradeRequest(string Executable);

/// <summary>How far an upgrade is.</summary>
/// <param name="Steps">What was done, one line each.</param>
/// <param name="Failure">Why it ended early, or null.</param>
public sealed record UpgradeProgress(IReadOnlyList<string> Steps, bool IsUnderWay, string? Failure)
{
    public static readonly UpgradeProgress None = new([], IsUnderWay: false, Failure: null);
    public static readonly UpgradeProgress Begun = new([], IsUnderWay: true, Failure: null);
}
