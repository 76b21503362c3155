using System.Text.Json;
using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Droplets;
using Ingot.Api.Http;
using Ingot.Api.Processes;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Deployments;
using Ingot.Model.Droplets;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Storage.Deployments;

namespace Ingot.Api.Deployments;

/// <summary>The body of <c>POST /v3/deployments</c>.</summary>
internal sealed record CreateDeploymentBody : Body
{
    public AppRelationshipBody? Relationships { get; init; }
    public GuidBody? Droplet { get; init; }
    public GuidBody? Revision { get; init; }
    public string? Strategy { get; init; }
    public DeploymentOptionsBody? Options { get; init; }
    public MetadataBody? Metadata { get; init; }

    public string AppGuid => Relationships!.App!.Guid!;

    protected override void Check(Faults faults)
    {
        faults.AddIf(string.IsNullOrEmpty(Relationships?.App?.Guid), "Relationships: app guid must be a string");
        faults.AddIf(Droplet is { Guid: null or "" }, "Droplet guid must be a string");
        faults.AddIf(Revision is not null, "Revisions are not supported by this version of Ingot; name the droplet to deploy instead");
        faults.AddIf(
            Strategy is not (null or Deployment.Rolling),
            Strategy == "canary"
                ? "Strategy 'canary' is not supported by this version of Ingot; 'rolling' is"
                : $"Strategy '{Strategy}' is not a supported deployment strategy; 'rolling' is"
        );
        Relationships?.CheckAll(faults);
        Droplet?.CheckAll(faults);
        Options?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

/// <summary>How a deployment goes about it. Clients send null for what is not asked for.</summary>
internal sealed record DeploymentOptionsBody : Body
{
    public long? MaxInFlight { get; init; }
    public JsonElement? Canary { get; init; }
    public long? WebInstances { get; init; }
    public long? MemoryInMb { get; init; }
    public long? DiskInMb { get; init; }
    public long? LogRateLimitInBytesPerSecond { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(MaxInFlight is < 1 or > int.MaxValue, $"Options: max_in_flight must be an integer greater than 0, not {MaxInFlight}");
        faults.AddIf(Canary is not null, "Options: canary is not supported by this version of Ingot; deploy with the strategy 'rolling'");
        faults.AddIf(
            (WebInstances ?? MemoryInMb ?? DiskInMb ?? LogRateLimitInBytesPerSecond) is not null,
            "Options: sizes are not supported by this version of Ingot; scale the process before, and the deployment brings the new size in"
        );
    }
}

/// <summary>Begins deployments.</summary>
internal static class CreateDeployment
{
    /// <summary>An app that is stopped has nothing to replace: it is started, and the deployment is over at once.</summary>
    public static async Task<Deployment> DeployAsync(this DbSession session, Caller caller, App app, CreateDeploymentBody body)
    {
        var active = await session.FindActiveDeploymentAsync(app.Guid);
        var deployment = new Deployment
        {
            Guid = Guid.NewGuid().ToString(),
            AppGuid = app.Guid,
            StatusChangedAt = session.Now,
            LastHealthyAt = session.Now,
            MaxInFlight = (int)(body.Options?.MaxInFlight ?? Deployment.DefaultMaxInFlight),
            DropletGuid = body.Droplet?.Guid ?? app.CurrentDropletGuid ?? throw NoDroplet(),
            // What is not deployed yet is nothing to return to.
            PreviousDropletGuid = active is null ? app.CurrentDropletGuid : active.PreviousDropletGuid,
        };
        body.Metadata?.MergeInto(deployment);
        var droplet = await session.FindAsync<Droplet>(deployment.DropletGuid);
        if (droplet is null || droplet.AppGuid != app.Guid || droplet.State != DropletStates.Staged)
            throw NoDroplet();
        if (active is not null)
            await session.SupersedeAsync(active);
        await session.InsertAsync(deployment);
        if (droplet.Guid != app.CurrentDropletGuid)
            await session.SetCurrentDropletAsync(caller, app, droplet);
        var data = new JsonObject
        {
            ["deployment_guid"] = deployment.Guid,
            ["droplet_guid"] = droplet.Guid,
            ["strategy"] = deployment.Strategy,
        };
        await session.AuditAsync(caller, "audit.app.deployment.create", app, data);
        if (app.State == AppStates.Started)
        {
            await session.WriteNextVersionsAsync(app);
            return deployment;
        }
        await session.EndAsync(deployment, DeploymentReasons.Deployed);
        await session.StartAppAsync(caller, app);
        return deployment;
    }

    private static ApiException NoDroplet() =>
        Errors.Unprocessable.With("Invalid droplet. Please specify a droplet in the request or set a current droplet for the app.");
}
