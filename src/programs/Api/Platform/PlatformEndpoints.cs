using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Buildpacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Platform;

/// <summary>What the platform brings along and nobody can change yet. CF v3 "Stacks", "Buildpacks", "Feature flags".</summary>
internal static class PlatformEndpoints
{
    private static readonly DateTimeOffset Since = DateTimeOffset.UnixEpoch;

    /// <summary>CF's defaults; a flag whose feature is missing is off.</summary>
    private static readonly FeatureFlagJson[] Flags =
        [
            new("app_bits_upload", Enabled: true),
            new("app_scaling", Enabled: true),
            new("diego_cnb", Enabled: false),
            new("diego_docker", Enabled: false),
            new("env_var_visibility", Enabled: true),
            new("hide_marketplace_from_unauthenticated_users", Enabled: false),
            new("private_domain_creation", Enabled: false),
            new("resource_matching", Enabled: true),
            new("route_creation", Enabled: true),
            new("route_sharing", Enabled: false),
            new("service_instance_creation", Enabled: false),
            new("service_instance_sharing", Enabled: false),
            new("set_roles_by_username", Enabled: true),
            new("space_developer_env_var_visibility", Enabled: true),
            new("space_scoped_private_broker_creation", Enabled: false),
            new("task_creation", Enabled: false),
            new("unset_roles_by_username", Enabled: true),
            new("user_org_creation", Enabled: false),
        ];

    public static void MapPlatform(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/stacks", ListStacks);
        v3.MapGet("/buildpacks", ListBuildpacks);
        v3.MapGet("/feature_flags", ListFlags);
        v3.MapGet("/feature_flags/{name}", ShowFlag);
    }

    private static Ok<ListJson<StackJson>> ListStacks(ApiRequest request) =>
        TypedResults.Ok(StaticList.Of(request, [.. Stacks.Known.Select(Present).WhereQuery(request, "names", stack => stack.Name)]));

    private static Ok<ListJson<BuildpackJson>> ListBuildpacks(ApiRequest request) =>
        TypedResults.Ok(StaticList.Of(request, [.. SystemBuildpacks.Names.Select(Present).WhereQuery(request, "names", buildpack => buildpack.Name)]));

    private static Ok<ListJson<FeatureFlagJson>> ListFlags(ApiRequest request) => TypedResults.Ok(StaticList.Of(request, Flags));

    private static Ok<FeatureFlagJson> ShowFlag(string name, ApiRequest request) =>
        TypedResults.Ok(Array.Find(Flags, flag => flag.Name == name) ?? throw Errors.NotFound.With("Feature flag not found"));

    private static StackJson Present(KeyValuePair<string, string> stack) =>
        new(stack.Key, Since, Since, stack.Key, stack.Value, stack.Key == Stacks.Default, new MetadataJson([], []));

    private static BuildpackJson Present(string name, int index) =>
        new(name, Since, Since, name, Stacks.Default, "READY", "buildpack", index + 1, new MetadataJson([], []));
}

internal sealed record StackJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    string Description,
    bool Default,
    MetadataJson Metadata
);

internal sealed record BuildpackJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    string? Stack,
    string State,
    string Lifecycle,
    int Position,
    MetadataJson Metadata
)
{
    public string? Filename => null;
    public bool Enabled => true;
    public bool Locked => true;
}

internal sealed record FeatureFlagJson(string Name, bool Enabled)
{
    public DateTimeOffset? UpdatedAt => null;
    public string? CustomErrorMessage => null;
}

[JsonSerializable(typeof(ListJson<StackJson>))]
[JsonSerializable(typeof(ListJson<BuildpackJson>))]
[JsonSerializable(typeof(ListJson<FeatureFlagJson>))]
[JsonSerializable(typeof(FeatureFlagJson))]
[JsonSerializable(typeof(ListJson<GuidJson>))]
internal sealed partial class PlatformJsonContext : JsonSerializerContext;
