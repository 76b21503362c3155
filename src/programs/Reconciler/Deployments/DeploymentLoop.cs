using Ingot.Hosting;
using Ingot.Model.Deployments;
using Ingot.Protocol.Controller;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Storage;
using Ingot.Storage.AuditEvents;
using Ingot.Storage.Deployments;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Deployments;

/// <summary>
/// Ends deployments: those that are complete, and those whose new version does not become healthy, which are rolled back. Their steps
/// are the scheduler's; here only the status of each is kept.
/// </summary>
internal sealed class DeploymentLoop : Loop
{
    private readonly ReconcilerOptions options;
    private readonly PlatformDb db;
    private readonly DesiredState desired;
    private readonly ActualState actual;
    private readonly DeploymentJudge judge;
    private readonly IReconciler reconciler;
    private readonly PlacementNotes notes;
    private readonly TimeProvider time;

    /// <summary>When each was last seen to come closer to its end, or to wait for nothing but room.</summary>
    private readonly Dictionary<string, (int Ready, long At)> progress = [];

    public DeploymentLoop(
        ReconcilerOptions options,
        PlatformDb db,
        DesiredState desired,
        ActualState actual,
        DeploymentJudge judge,
        IReconciler reconciler,
        PlacementNotes notes,
        TimeProvider time,
        ILogger<DeploymentLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.options = options;
        this.db = db;
        this.desired = desired;
        this.actual = actual;
        this.judge = judge;
        this.reconciler = reconciler;
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
                case Verdict.Complete:
                    await ChangeAsync(deployment, CompleteAsync, cancellationToken);
                    break;
                case Verdict.Fail { Reason: var reason }:
                    await ChangeAsync(deployment, (session, row) => FailAsync(session, row, reason), cancellationToken);
                    break;
                case Verdict.GoOn state:
                    await FollowAsync(deployment, state, cancellationToken);
                    break;
            }
        }
    }

    private async Task FollowAsync(Deployment deployment, Verdict.GoOn state, CancellationToken cancellationToken)
    {
        var isNew = !progress.TryGetValue(deployment.Guid, out var last);
        var isCloser = !isNew && state.Ready > last.Ready;
        if (isNew || isCloser || !state.IsChanging)
            progress[deployment.Guid] = last = (state.Ready, time.GetTimestamp());
        if (deployment.StatusReason == DeploymentReasons.Canceling)
            return;
        if (time.GetElapsedTime(last.At) >= options.DeploymentTimeout)
        {
            var reason = $"the new version did not become healthy within {options.DeploymentTimeout.TotalSeconds} s";
            await ChangeAsync(deployment, (session, row) => FailAsync(session, row, state.Waiting is null ? reason : $"{reason}: {state.Waiting}"), cancellationToken);
        }
        else if (isCloser || state.Waiting != deployment.Error)
        {
            await ChangeAsync(deployment, (session, row) => NoteAsync(session, row, state.Waiting, isCloser), cancellationToken);
        }
    }

    /// <summary>Changes the row unless somebody else has meanwhile.</summary>
    private async Task ChangeAsync(Deployment seen, Func<DbSession, Deployment, Task> change, CancellationToken cancellationToken)
    {
        await db.WriteAsync(
            async session =>
            {
                if (await session.FindAsync<Deployment>(seen.Guid) is { } row && (row.StatusValue, row.StatusReason) == (seen.StatusValue, seen.StatusReason))
                    await change(session, row);
            },
            cancellationToken
        );
        reconciler.Nudge();
    }

    private static Task CompleteAsync(DbSession session, Deployment row)
    {
        if (row.StatusReason == DeploymentReasons.Canceling)
            return session.EndAsync(row, DeploymentReasons.Canceled);
        row.Error = null;
        return session.EndAsync(row, DeploymentReasons.Deployed);
    }

    private static async Task FailAsync(DbSession session, Deployment row, string reason)
    {
        await session.RollBackAsync(row, reason);
        await new DeploymentEvent(row.Guid, row.DropletGuid, reason).WriteAsync(session, row.AppGuid);
    }

    private static Task NoteAsync(DbSession session, Deployment row, string? waiting, bool isCloser)
    {
        row.Error = waiting;
        if (isCloser)
            row.LastHealthyAt = session.Now;
        return session.UpdateAsync(row);
    }
}
