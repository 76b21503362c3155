using Ingot.Drill.Traffic;

namespace Ingot.Drill.Measures;

/// <summary>Which failures the platform promises not to cause: those that docs/drill.md calls forbidden.</summary>
internal static class FailureRule
{
    /// <summary>A look at the processes is this old at most, and the router learns of a death a moment after it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(250);

    public static IReadOnlyList<RequestResult> Forbidden(Observation seen)
    {
        var failed = seen.Requests.Where(request => request.Failed).ToList();
        if (failed.Count == 0)
            return failed;
        var deaths = seen.Holders.Deaths.Where(death => death >= seen.CausedAt - Slack).ToList();
        var end = seen.RecoveredAt ?? seen.To;
        // Where nobody is left, there is nobody to send a request to until the first one is back.
        var nobodyServes = seen.Harm == Harm.Instances && seen.Holders.AllDied(seen.CausedAt, end);
        return [.. failed.Where(request => !IsAllowed(request))];

        bool IsAllowed(RequestResult request) =>
            seen.Harm switch
            {
                Harm.Router => request.IsUnderWayAt(seen.CausedAt, Slack),
                Harm.Instances when nobodyServes => request.DueAt <= end + Slack && request.EndedAt >= seen.CausedAt,
                Harm.Instances => !request.MayBeRetried && deaths.Exists(death => request.IsUnderWayAt(death, Slack)),
                _ => false,
            };
    }
}
