using Ingot.Hosting;
using Ingot.Model.Deployments;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Reconciler.Settings;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Deployments;

/// <summary>
/// Ends deployments: those that are complete, and those whose new version does not become healthy, which are rolled back. Their steps
/// are the scheduler's; here only the status of each is kept.
/// </summary>
internal sealed class DeploymentLoop : Loop
{
    private readonly ReconcilerOptions options;
    private readonly DesiredState desired;
    private readonly ActualState actual;
    private readonly DeploymentJudge judge;
    private readonly DeploymentStatuses statuses;
    private readonly PlacementNotes notes;
    private readonly TimeProvider time;

    /// <summary>When each was last seen to come closer to its end, or to wait for nothing but room.</summary>
    private readonly Dictionary<string, (int Ready, long At)> progress = [];

    public DeploymentLoop(
        ReconcilerOptions options,
        DesiredState desired,
        ActualState actual,
        DeploymentJudge judge,
        DeploymentStatuses statuses,
        PlacementNotes notes,
        TimeProvider time,
        ILogger<DeploymentLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.options = options;
        this.desired = desired;
        this.actual = actual;
        this.judge = judge;
        this.statuses = statuses;
        this.notes = notes;
        this.time = time;
        notes.Taken += Nudge;
    }

    public override void Dispose()
    {
        notes.Taken -= Nudge;
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var wanted = await desired.LoadAsync(cancellationToken);
        foreach (var gone in progress.Keys.Except(wanted.Deployments.Select(deployment => deployment.Guid)).ToList())
            progress.Remove(gone);
        foreach (var deployment in wanted.Deployments)
        {
            switch (judge.Judge(deployment, wanted, actual.Current))
            {
                case Verdict.Complete { IsStep: true }:
                    await PauseAsync(deployment, cancellationToken);
                    break;
                case Verdict.Complete:
                    await statuses.CompleteAsync(deployment, cancellationToken);
                    break;
                case Verdict.Fail { Reason: var reason }:
                    await statuses.RollBackAsync(deployment, reason, cancellationToken);
                    break;
                case Verdict.GoOn state:
                    await FollowAsync(deployment, state, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>How long it stays paused is nobody's fault: the time to become healthy begins anew with the next step.</summary>
    private async Task PauseAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        progress.Remove(deployment.Guid);
        if (deployment.StatusReason == DeploymentReasons.Deploying)
            await statuses.PauseAsync(deployment, cancellationToken);
        else if (deployment.Error is not null)
            await statuses.NoteAsync(deployment, waiting: null, isCloser: false, cancellationToken);
    }

    private async Task FollowAsync(Deployment deployment, Verdict.GoOn state, CancellationToken cancellationToken)
    {
        var isNew = !progress.TryGetValue(deployment.Guid, out var last);
        var isCloser = !isNew && state.Ready > last.Ready;
        if (isNew || isCloser || !state.IsChanging)
            progress[deployment.Guid] = last = (state.Ready, time.GetTimestamp());
        if (deployment.StatusReason == DeploymentReasons.Canceling)
            return;
        if (options.RollsBack && time.GetElapsedTime(last.At) >= options.DeploymentTimeout)
        {
            var reason = $"the new version did not become healthy within {options.DeploymentTimeout.TotalSeconds} s";
            await statuses.RollBackAsync(deployment, state.Waiting is null ? reason : $"{reason}: {state.Waiting}", cancellationToken);
        }
        else if (isCloser || state.Waiting != deployment.Error)
        {
            await statuses.NoteAsync(deployment, state.Waiting, isCloser, cancellationToken);
        }
    }
}
