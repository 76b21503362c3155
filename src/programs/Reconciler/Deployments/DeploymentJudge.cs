using Ingot.Model.Deployments;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Reconciler.Settings;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Deployments;

/// <summary>What is to become of an active deployment.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <summary>It goes on.</summary>
    /// <param name="Ready">How many indexes of the app run the new version and are ready.</param>
    /// <param name="IsChanging">Whether it waits for an instance to become healthy, and not for room.</param>
    /// <param name="Waiting">Why it cannot go on just now, or null.</param>
    public sealed record GoOn(int Ready, bool IsChanging, string? Waiting) : Verdict;

    /// <summary>Every index runs what it should, for this step of the canary or for good.</summary>
    public sealed record Complete(bool IsStep) : Verdict;

    /// <summary>The new version does not run.</summary>
    public sealed record Fail(string Reason) : Verdict;
}

/// <summary>Judges deployments by what runs.</summary>
internal sealed class DeploymentJudge(ReconcilerOptions options, CrashRecorder crashes, PlacementNotes notes)
{
    public Verdict Judge(Deployment deployment, DesiredSnapshot desired, Cluster cluster)
    {
        var runs = desired
            .Processes.Values.Where(run => run.Row.AppGuid == deployment.AppGuid)
            .OrderBy(run => run.Row.ProcessType, StringComparer.Ordinal)
            .ToList();
        var isReturning = deployment.StatusReason == DeploymentReasons.Canceling;
        var crashed = runs.Select(FindCrashes).FirstOrDefault(reason => reason is not null);
        if (!isReturning && options.RollsBack && crashed is not null)
            return new Verdict.Fail(crashed);
        var progress = runs.ConvertAll(run =>
            RolloutProgress.Of(run.ForScheduling, cluster.LiveOf(run.Row.ProcessGuid).Select(LoadSnapshot.ToActual))
        );
        return progress.TrueForAll(process => process.IsComplete)
            ? new Verdict.Complete(IsStep: !isReturning && deployment.Canary is { IsOver: false })
            : new Verdict.GoOn(
                progress.Sum(process => process.Ready),
                progress.Exists(process => process.IsChanging),
                runs.Select(run => notes.FindRefusal(run.Row.ProcessGuid)).FirstOrDefault(reason => reason is not null) ?? crashed
            );
    }

    /// <summary>Why a new version that cannot stay up need not be waited for.</summary>
    private string? FindCrashes(DesiredRun run) =>
        crashes.Of(run.Row.ProcessGuid)
            .Where(crash => crash.Version == run.Row.Version && crash.CrashCount >= RestartPolicy.FirstCountThatWaits)
            .OrderBy(crash => crash.Index)
            .Select(crash => $"instance {crash.Index} of process {run.Row.ProcessType} crashed {crash.CrashCount} times: {crash.ExitDescription}")
            .FirstOrDefault();
}
