using Ingot.Drill.Holders;
using Ingot.Drill.Traffic;

namespace Ingot.Drill.Measures;

/// <summary>What one fault did, in figures. Part of the contract: scripts read it.</summary>
internal sealed record FaultResult
{
    public required string Fault { get; init; }
    public required int Requests { get; init; }
    public required int Failed { get; init; }

    /// <summary>Failed although whoever held them could have tried again.</summary>
    public required int Retryable { get; init; }

    /// <summary>Failed although the platform promises that they do not.</summary>
    public required int Forbidden { get; init; }

    /// <summary>How many failed in which way.</summary>
    public required IReadOnlyDictionary<string, int> Endings { get; init; }
    public required double P50Ms { get; init; }
    public required double P999Ms { get; init; }
    public required double SlowestMs { get; init; }

    /// <summary>Until all instances served again; null when they did not in time.</summary>
    public required double? RecoveredSeconds { get; init; }
    public required int Overlaps { get; init; }
    public required double LongestGapSeconds { get; init; }
    public required int LongestGapIndex { get; init; }
    public required int SkewBefore { get; init; }
    public required int SkewAfter { get; init; }

    /// <summary>What was promised and not kept, in words; empty when all was.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    public static FaultResult Of(Observation seen)
    {
        var failed = seen.Requests.Where(request => request.Failed).ToList();
        var forbidden = FailureRule.Forbidden(seen);
        var latencies = Latencies.Of(seen.Requests.Select(request => request.Took));
        var overlaps = seen.Holders.Overlaps();
        var gap = seen.Holders.LongestGap(seen.Instances);
        return new FaultResult
        {
            Fault = seen.Fault,
            Requests = seen.Requests.Count,
            Failed = failed.Count,
            Retryable = failed.Count(request => request.MayBeRetried),
            Forbidden = forbidden.Count,
            Endings = failed.CountBy(request => request.How).ToDictionary(),
            P50Ms = Milliseconds(latencies.Median),
            P999Ms = Milliseconds(latencies.P999),
            SlowestMs = Milliseconds(latencies.Slowest),
            RecoveredSeconds = (seen.RecoveredAt - seen.CausedAt) is { } took ? Math.Round(took.TotalSeconds, 2) : null,
            Overlaps = overlaps.Count,
            LongestGapSeconds = Math.Round(gap.Length.TotalSeconds, 2),
            LongestGapIndex = gap.Index,
            SkewBefore = seen.SkewBefore,
            SkewAfter = seen.SkewAfter,
            Broken = [.. Judge(seen, forbidden, overlaps)],
        };
    }

    private static IEnumerable<string> Judge(Observation seen, IReadOnlyList<RequestResult> forbidden, IReadOnlyList<Overlap> overlaps)
    {
        if (seen.Failure is { } failure)
            yield return $"it could not be caused: {failure}";
        else if (seen.RecoveredAt is null)
            yield return $"not every instance was serving again {(seen.To - seen.CausedAt).TotalSeconds:0} s later";
        if (seen.SkewAfter > 1)
            yield return $"the zones differ by {seen.SkewAfter} instances";
        foreach (var overlap in overlaps)
            yield return $"index {overlap.Index} was held by {overlap.FirstGuid} and {overlap.SecondGuid} at once";
        foreach (var (how, count) in forbidden.CountBy(request => request.How))
            yield return $"{count} request{(count == 1 ? "" : "s")} failed that must not: {how}";
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
