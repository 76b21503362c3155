using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Versions;
using Ingot.Model.Apps;
using Ingot.Model.Deployments;
using Ingot.Model.Revisions;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Storage.Deployments;
using Ingot.Storage.Processes;

namespace Ingot.Api.Apps;

/// <summary>Starts and stops apps: says what should be; the reconciler brings it about.</summary>
internal static class AppState
{
    /// <summary>Starts an app on its current droplet. An app that is started already stays as it is.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="caller">Who starts it.</param>
    /// <param name="app">What is started.</param>
    /// <param name="revision">What it is started with, when that has been written down already.</param>
    public static async Task StartAppAsync(this DbSession session, Caller caller, App app, Revision? revision = null)
    {
        if (app.State == AppStates.Started)
            return;
        await session.RunCurrentDropletAsync(app, revision ?? await session.ReviseAsync(caller, app));
        await session.AuditAsync(caller, "audit.app.start", app);
    }

    public static async Task StopAppAsync(this DbSession session, Caller caller, App app)
    {
        if (app.State == AppStates.Stopped)
            return;
        if (await session.FindActiveDeploymentAsync(app.Guid) is not null)
            throw Errors.StopDisabledDuringDeployment.With();
        app.State = AppStates.Stopped;
        await session.UpdateAsync(app);
        await session.AuditAsync(caller, "audit.app.stop", app);
    }

    /// <summary>Starts an app anew: every process gets a fresh version, so its instances are replaced.</summary>
    public static async Task RestartAppAsync(this DbSession session, Caller caller, App app)
    {
        await session.RunCurrentDropletAsync(app, await session.ReviseAsync(caller, app));
        await session.AuditAsync(caller, "audit.app.restart", app);
    }

    /// <summary>A deployment under way has lost its point: everything is replaced at once.</summary>
    private static async Task RunCurrentDropletAsync(this DbSession session, App app, Revision? revision)
    {
        if (await session.FindActiveDeploymentAsync(app.Guid) is { } active)
            await session.EndAsync(active, DeploymentReasons.Superseded);
        await session.WriteVersionsAsync(app, revision);
        await session.DeleteCrashRecordsOfAsync(app.Guid);
        app.State = AppStates.Started;
        await session.UpdateAsync(app);
    }
}
