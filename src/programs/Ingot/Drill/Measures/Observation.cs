using Ingot.Drill.Holders;
using Ingot.Drill.Traffic;

namespace Ingot.Drill.Measures;

/// <summary>What was seen of one fault, on the drill's clock.</summary>
internal sealed record Observation
{
    public required string Fault { get; init; }
    public required Harm Harm { get; init; }

    /// <summary>How many instances the app is to have.</summary>
    public required int Instances { get; init; }
    public required TimeSpan From { get; init; }
    public required TimeSpan CausedAt { get; init; }

    /// <summary>When all instances served again; null when they did not in time.</summary>
    public required TimeSpan? RecoveredAt { get; init; }
    public required TimeSpan To { get; init; }

    /// <summary>By how many instances the zones differed.</summary>
    public required int SkewBefore { get; init; }
    public required int SkewAfter { get; init; }

    /// <summary>Why the fault could not be caused; null when it was.</summary>
    public string? Failure { get; init; }
    public required IReadOnlyList<RequestResult> Requests { get; init; }
    public required HolderHistory Holders { get; init; }
}
