using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Apps;

namespace Ingot.Api.Apps;

/// <summary>An app as clients see it. CF v3 "The app object".</summary>
internal sealed record AppJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    string State,
    LifecycleJson Lifecycle,
    AppRelationshipsJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static AppJson Of(App app, Links links)
    {
        var self = $"/v3/apps/{app.Guid}";
        var addresses = links.Of(self, "environment_variables", "processes", "packages", "droplets", "tasks", "revisions", "features");
        addresses["space"] = links.To($"/v3/spaces/{app.SpaceGuid}");
        addresses["current_droplet"] = links.To($"{self}/droplets/current");
        addresses["deployed_revisions"] = links.To($"{self}/revisions/deployed");
        addresses["start"] = links.To($"{self}/actions/start", "POST");
        addresses["stop"] = links.To($"{self}/actions/stop", "POST");
        return new AppJson(
            app.Guid,
            app.CreatedAt,
            app.UpdatedAt,
            app.Name,
            app.State,
            new LifecycleJson(app.LifecycleType, new LifecycleDataJson(app.Buildpacks, app.Stack)),
            new AppRelationshipsJson(ToOneJson.To(app.SpaceGuid), new ToOneJson(new GuidJson(app.CurrentDropletGuid))),
            MetadataJson.Of(app),
            addresses
        );
    }
}

/// <summary>How an app or build is staged.</summary>
internal sealed record LifecycleJson(string Type, LifecycleDataJson Data);

internal sealed record LifecycleDataJson(IReadOnlyList<string> Buildpacks, string Stack);

/// <summary>Without a droplet <c>current_droplet.data.guid</c> is null, not <c>data</c>.</summary>
internal sealed record AppRelationshipsJson(ToOneJson Space, ToOneJson CurrentDroplet);

/// <summary>The environment as the user set it.</summary>
internal sealed record EnvironmentVariablesJson(IReadOnlyDictionary<string, string> Var, Dictionary<string, LinkJson> Links);

/// <summary>Everything an instance's environment is made of.</summary>
internal sealed record EnvironmentJson(
    IReadOnlyDictionary<string, string> StagingEnvJson,
    IReadOnlyDictionary<string, string> RunningEnvJson,
    IReadOnlyDictionary<string, string> EnvironmentVariables,
    JsonObject SystemEnvJson,
    JsonObject ApplicationEnvJson
);

/// <summary>The droplet the next start runs.</summary>
internal sealed record CurrentDropletJson(GuidJson Data, Dictionary<string, LinkJson> Links);

[JsonSerializable(typeof(AppJson))]
[JsonSerializable(typeof(ListJson<AppJson>))]
[JsonSerializable(typeof(EnvironmentVariablesJson))]
[JsonSerializable(typeof(EnvironmentJson))]
[JsonSerializable(typeof(CurrentDropletJson))]
[JsonSerializable(typeof(SshEnabledJson))]
[JsonSerializable(typeof(FeatureJson))]
[JsonSerializable(typeof(FeaturesJson))]
[JsonSerializable(typeof(CreateAppBody))]
[JsonSerializable(typeof(UpdateAppBody))]
[JsonSerializable(typeof(EnvironmentBody))]
[JsonSerializable(typeof(FeatureBody))]
[JsonSerializable(typeof(ToOneBody))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
