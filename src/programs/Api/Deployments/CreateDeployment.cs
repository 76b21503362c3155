using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Droplets;
using Ingot.Api.Http;
using Ingot.Api.Processes;
using Ingot.Api.Versions;
using Ingot.Model.Apps;
using Ingot.Model.Deployments;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;
using Ingot.Model.Revisions;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Storage.Deployments;

namespace Ingot.Api.Deployments;

/// <summary>Begins deployments.</summary>
internal static class CreateDeployment
{
    /// <summary>An app that is stopped has nothing to replace: it is started, and the deployment is over at once.</summary>
    public static async Task<Deployment> DeployAsync(this DbSession session, Caller caller, App app, CreateDeploymentBody body)
    {
        var active = await session.FindActiveDeploymentAsync(app.Guid);
        var target = body.Revision is { Guid: { } named } ? await session.FindTargetAsync(app, named) : null;
        var deployment = new Deployment
        {
            Guid = Guid.NewGuid().ToString(),
            AppGuid = app.Guid,
            StatusChangedAt = session.Now,
            LastHealthyAt = session.Now,
            Strategy = body.Strategy ?? Deployment.RollingStrategy,
            Canary = body.Canary,
            MaxInFlight = (int)(body.Options?.MaxInFlight ?? Deployment.DefaultMaxInFlight),
            DropletGuid = target?.DropletGuid ?? body.Droplet?.Guid ?? app.CurrentDropletGuid ?? throw NoDroplet(),
            // What is not deployed yet is nothing to return to.
            PreviousDropletGuid = active is null ? app.CurrentDropletGuid : active.PreviousDropletGuid,
        };
        body.Metadata?.MergeInto(deployment);
        await session.ChangeAppAsync(caller, app, deployment.DropletGuid, target, body.Options?.Sizes);
        var revision = await session.ReviseAsync(caller, app, target);
        (deployment.RevisionGuid, deployment.RevisionVersion) = (revision?.Guid, revision?.Version);
        if (active is not null)
            await session.SupersedeAsync(active);
        await session.InsertAsync(deployment);
        await session.AuditAsync(caller, "audit.app.deployment.create", app, Describe(deployment, target));
        if (app.State == AppStates.Started)
        {
            await session.WriteNextVersionsAsync(app, revision);
            return deployment;
        }
        await session.EndAsync(deployment, DeploymentReasons.Deployed);
        await session.StartAppAsync(caller, app, revision);
        return deployment;
    }

    /// <summary>Gives an app what is to be deployed.</summary>
    private static async Task ChangeAppAsync(this DbSession session, Caller caller, App app, string dropletGuid, Revision? target, ScaleBody? sizes)
    {
        var droplet = await session.FindAsync<Droplet>(dropletGuid);
        if (droplet is null || droplet.AppGuid != app.Guid || droplet.State != DropletStates.Staged)
            throw target is null ? NoDroplet() : NotDeployable();
        if (droplet.Guid != app.CurrentDropletGuid)
            await session.SetCurrentDropletAsync(caller, app, droplet);
        if (target is not null)
            await session.RestoreAsync(app, target);
        if (sizes is not null && sizes != new ScaleBody())
            await session.ScaleProcessAsync(caller, app, await session.GetAsync<AppProcess>(app.Guid), sizes);
    }

    private static JsonObject Describe(Deployment deployment, Revision? target)
    {
        var data = new JsonObject
        {
            ["deployment_guid"] = deployment.Guid,
            ["droplet_guid"] = deployment.DropletGuid,
            ["strategy"] = deployment.Strategy,
        };
        if (target is not null)
            data["type"] = "rollback";
        return data;
    }

    private static async Task<Revision> FindTargetAsync(this DbSession session, App app, string guid) =>
        await session.FindAsync<Revision>(guid) is { } revision && revision.AppGuid == app.Guid
            ? revision
            : throw Errors.Unprocessable.With("The revision does not exist");

    /// <summary>Gives an app the environment and the start commands it had in a revision; processes it did not have then stay.</summary>
    private static async Task RestoreAsync(this DbSession session, App app, Revision target)
    {
        app.EnvironmentVariables = target.Environment;
        await session.UpdateAsync(app);
        foreach (var process in await session.ProcessesOfAsync(app.Guid))
        {
            if (!target.Commands.TryGetValue(process.Type, out var command))
                continue;
            process.Command = command;
            await session.UpdateAsync(process);
        }
    }

    private static ApiException NotDeployable() =>
        Errors.Unprocessable.With("Unable to deploy this revision, the droplet for this revision no longer exists.");

    private static ApiException NoDroplet() =>
        Errors.Unprocessable.With("Invalid droplet. Please specify a droplet in the request or set a current droplet for the app.");
}
