using Ingot.Model.Deployments;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Storage.AuditEvents;
using Ingot.Storage.Deployments;

namespace Ingot.Reconciler.Deployments;

/// <summary>Moves deployments on, each unless somebody else has done so since it was looked at.</summary>
internal sealed class DeploymentStatuses(PlatformDb db, IReconciler reconciler)
{
    /// <summary>A step of the canary is done.</summary>
    public Task PauseAsync(Deployment seen, CancellationToken cancellationToken) =>
        ChangeAsync(
            seen,
            (session, row) =>
            {
                row.Error = null;
                return session.PauseAsync(row);
            },
            cancellationToken
        );

    /// <summary>It has come to its end, or is wholly undone.</summary>
    public Task CompleteAsync(Deployment seen, CancellationToken cancellationToken) =>
        ChangeAsync(
            seen,
            (session, row) =>
            {
                if (row.StatusReason == DeploymentReasons.Canceling)
                    return session.EndAsync(row, DeploymentReasons.Canceled);
                row.Error = null;
                return session.EndAsync(row, DeploymentReasons.Deployed);
            },
            cancellationToken
        );

    /// <summary>Has the old version brought back, and tells the app's developer why.</summary>
    public Task RollBackAsync(Deployment seen, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            seen,
            async (session, row) =>
            {
                await session.RollBackAsync(row, reason);
                await new DeploymentEvent(row.Guid, row.DropletGuid, reason).WriteAsync(session, row.AppGuid);
            },
            cancellationToken
        );

    /// <param name="seen">The deployment as it was looked at.</param>
    /// <param name="waiting">What holds it up, or null.</param>
    /// <param name="isCloser">Whether an instance has become healthy.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public Task NoteAsync(Deployment seen, string? waiting, bool isCloser, CancellationToken cancellationToken) =>
        ChangeAsync(
            seen,
            (session, row) =>
            {
                row.Error = waiting;
                if (isCloser)
                    row.LastHealthyAt = session.Now;
                return session.UpdateAsync(row);
            },
            cancellationToken
        );

    private async Task ChangeAsync(Deployment seen, Func<DbSession, Deployment, Task> change, CancellationToken cancellationToken)
    {
        await db.WriteAsync(
            async session =>
            {
                var row = await session.FindAsync<Deployment>(seen.Guid);
                if (row is not null && (row.StatusValue, row.StatusReason, row.Canary?.Step) == (seen.StatusValue, seen.StatusReason, seen.Canary?.Step))
                    await change(session, row);
            },
            cancellationToken
        );
        reconciler.Nudge();
    }
}
