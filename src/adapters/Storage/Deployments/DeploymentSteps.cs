using Ingot.Model.Deployments;

namespace Ingot.Storage.Deployments;

/// <summary>The steps of a deployment that both its user and the reconciler take.</summary>
public static class DeploymentSteps
{
    public static Task<Deployment?> FindActiveDeploymentAsync(this DbSession session, string appGuid) =>
        session.FindFirstAsync<Deployment>(
            "select * from deployments where app_guid = @appGuid and status_value = @Active",
            new { appGuid, DeploymentValues.Active }
        );

    /// <summary>Has the app return, index by index, to what it ran before.</summary>
    /// <param name="error">Why, when nobody asked for it.</param>
    public static async Task RollBackAsync(this DbSession session, Deployment deployment, string? error)
    {
        deployment.Error = error;
        await session.ChangeStatusAsync(deployment, DeploymentValues.Active, DeploymentReasons.Canceling);
        await session.ExecuteAsync("update processes set version = stable_version where app_guid = @AppGuid", deployment);
        await session.ExecuteAsync(
            "update apps set current_droplet_guid = coalesce(@PreviousDropletGuid, current_droplet_guid) where guid = @AppGuid",
            deployment
        );
    }

    /// <summary>Stops a canary until somebody continues it.</summary>
    public static Task PauseAsync(this DbSession session, Deployment deployment) =>
        session.ChangeStatusAsync(deployment, DeploymentValues.Active, DeploymentReasons.Paused);

    /// <summary>Lets a paused canary do its next step, or all that is left after the last.</summary>
    public static Task ContinueAsync(this DbSession session, Deployment deployment)
    {
        deployment.Canary = deployment.Canary! with { Step = deployment.Canary.Step + 1 };
        return session.ChangeStatusAsync(deployment, DeploymentValues.Active, DeploymentReasons.Deploying);
    }

    /// <summary>
    /// Another deployment takes the place of this one. What was known to serve before it stays so; on the way back the processes have
    /// that version already.
    /// </summary>
    public static Task SupersedeAsync(this DbSession session, Deployment deployment) =>
        session.ChangeStatusAsync(deployment, DeploymentValues.Finalized, DeploymentReasons.Superseded);

    /// <summary>Ends a deployment: whatever version the app's processes now have, they simply run it.</summary>
    public static async Task EndAsync(this DbSession session, Deployment deployment, string reason)
    {
        await session.ChangeStatusAsync(deployment, DeploymentValues.Finalized, reason);
        await session.ExecuteAsync("update processes set stable_version = null where app_guid = @AppGuid", deployment);
    }

    private static Task ChangeStatusAsync(this DbSession session, Deployment deployment, string value, string reason)
    {
        (deployment.StatusValue, deployment.StatusReason, deployment.StatusChangedAt) = (value, reason, session.Now);
        return session.UpdateAsync(deployment);
    }
}
