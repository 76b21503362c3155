using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;

namespace Ingot.Api.Deployments;

/// <summary>A deployment as clients see it. CF v3 "The deployment object".</summary>
internal sealed record DeploymentJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DeploymentStatusJson Status,
    string Strategy,
    DeploymentOptionsJson Options,
    GuidJson Droplet,
    GuidJson PreviousDroplet,
    IReadOnlyList<NewProcessJson> NewProcesses,
    DeployedRevisionJson? Revision,
    AppRelationshipJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    /// <summary>Old clients look for this member; Cloud Foundry calls it deprecated.</summary>
    public string State => Status.Reason;

    /// <summary>The web process keeps its guid, which is its app's.</summary>
    public static DeploymentJson Of(Deployment deployment, Links links)
    {
        var self = $"/v3/deployments/{deployment.Guid}";
        var addresses = links.Of(self);
        addresses["app"] = links.To($"/v3/apps/{deployment.AppGuid}");
        if (deployment.StatusValue == DeploymentValues.Active)
            addresses["cancel"] = links.To($"{self}/actions/cancel", "POST");
        if (deployment.StatusReason == DeploymentReasons.Paused)
            addresses["continue"] = links.To($"{self}/actions/continue", "POST");
        return new DeploymentJson(
            deployment.Guid,
            deployment.CreatedAt,
            deployment.UpdatedAt,
            new DeploymentStatusJson(
                deployment.StatusValue,
                deployment.StatusReason,
                new DeploymentDetailsJson(deployment.LastHealthyAt, deployment.StatusChangedAt, deployment.Error),
                deployment.Canary is { } canary ? new CanaryJson(new CanaryStepsJson(Math.Min(canary.Step, canary.Total), canary.Total)) : null
            ),
            deployment.Strategy,
            new DeploymentOptionsJson(
                deployment.MaxInFlight,
                deployment.Canary is { Weights: { Count: > 0 } weights } ? new CanaryOptionsJson([.. weights.Select(weight => new CanaryStepJson(weight))]) : null
            ),
            new GuidJson(deployment.DropletGuid),
            new GuidJson(deployment.PreviousDropletGuid),
            [new NewProcessJson(deployment.AppGuid, AppProcess.Web)],
            deployment.RevisionGuid is null ? null : new DeployedRevisionJson(deployment.RevisionGuid, deployment.RevisionVersion!.Value),
            new AppRelationshipJson(ToOneJson.To(deployment.AppGuid)),
            MetadataJson.Of(deployment),
            addresses
        );
    }
}

/// <param name="Canary">Where it stands; left out unless that is the strategy.</param>
internal sealed record DeploymentStatusJson(
    string Value,
    string Reason,
    DeploymentDetailsJson Details,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CanaryJson? Canary
);

internal sealed record CanaryJson(CanaryStepsJson Steps);

internal sealed record CanaryStepsJson(int Current, int Total);

/// <summary>When things last went on, and what is wrong.</summary>
internal sealed record DeploymentDetailsJson(
    DateTimeOffset LastSuccessfulHealthcheck,
    DateTimeOffset LastStatusChange,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error
);

internal sealed record DeploymentOptionsJson(
    int MaxInFlight,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CanaryOptionsJson? Canary
);

internal sealed record CanaryOptionsJson(IReadOnlyList<CanaryStepJson> Steps);

internal sealed record CanaryStepJson(int InstanceWeight);

internal sealed record DeployedRevisionJson(string Guid, int Version);

/// <summary>A process the deployment brings in.</summary>
internal sealed record NewProcessJson(string Guid, string Type);

[JsonSerializable(typeof(DeploymentJson))]
[JsonSerializable(typeof(ListJson<DeploymentJson>))]
[JsonSerializable(typeof(CreateDeploymentBody))]
internal sealed partial class DeploymentJsonContext : JsonSerializerContext;
