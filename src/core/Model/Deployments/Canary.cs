namespace Ingot.Model.Deployments;

/// <summary>How a canary deployment goes: it stops after each of its steps until somebody has it continue. CF v3 "Deployment canary options".</summary>
public sealed record Canary
{
    /// <summary>Of each step, the percentage of web instances that then run the new version, 1 to 100, ascending; empty is one step of one instance.</summary>
    public List<int> Weights { get; init; } = [];

    /// <summary>The step it is in, from 1; one more than there are once the last has been continued.</summary>
    public int Step { get; init; } = 1;

    public int Total => Math.Max(Weights.Count, 1);

    /// <summary>Whether everything is to follow now.</summary>
    public bool IsOver => Step > Total;

    /// <summary>How many of a process's instances are to run the new version in this step; null when all are.</summary>
    public int? InstancesOf(int all) =>
        IsOver ? null
        : Weights.Count == 0 ? 1
        : (int)Math.Max(1, Math.Round(all * (Weights[Step - 1] / 100.0), MidpointRounding.AwayFromZero));
}
