using System.Text.Json.Serialization;
using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Builds;

namespace Ingot.Api.Builds;

/// <summary>A build as clients see it. CF v3 "The build object".</summary>
internal sealed record BuildJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    CreatedByJson CreatedBy,
    string State,
    string? Error,
    int StagingMemoryInMb,
    int StagingDiskInMb,
    long StagingLogRateLimitBytesPerSecond,
    LifecycleJson Lifecycle,
    GuidJson Package,
    GuidJson? Droplet,
    AppRelationshipJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static BuildJson Of(Build build, Links links)
    {
        var addresses = links.Of($"/v3/builds/{build.Guid}");
        addresses["app"] = links.To($"/v3/apps/{build.AppGuid}");
        var staged = build.State == BuildStates.Staged;
        if (staged)
            addresses["droplet"] = links.To($"/v3/droplets/{build.DropletGuid}");
        return new BuildJson(
            build.Guid,
            build.CreatedAt,
            build.UpdatedAt,
            new CreatedByJson(build.CreatedByGuid, build.CreatedByName, build.CreatedByName),
            build.State,
            build.Error,
            build.StagingMemoryMb,
            build.StagingDiskMb,
            build.StagingLogRateLimit,
            new LifecycleJson(build.LifecycleType, new LifecycleDataJson(build.Buildpacks, build.Stack)),
            new GuidJson(build.PackageGuid),
            staged ? new GuidJson(build.DropletGuid) : null,
            new AppRelationshipJson(ToOneJson.To(build.AppGuid)),
            MetadataJson.Of(build),
            addresses
        );
    }
}

internal sealed record CreatedByJson(string Guid, string Name, string Email);

/// <summary>The body of <c>POST /v3/builds</c>.</summary>
internal sealed record CreateBuildBody : Body
{
    public GuidBody? Package { get; init; }
    public LifecycleBody? Lifecycle { get; init; }
    public int? StagingMemoryInMb { get; init; }
    public int? StagingDiskInMb { get; init; }
    public long? StagingLogRateLimitBytesPerSecond { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(string.IsNullOrEmpty(Package?.Guid), "Package guid must be a string");
        faults.AddIf(StagingMemoryInMb < 1, "Staging memory in mb must be greater than 0");
        faults.AddIf(StagingDiskInMb < 1, "Staging disk in mb must be greater than 0");
        faults.AddIf(StagingLogRateLimitBytesPerSecond < -1, "Staging log rate limit bytes per second must be greater than or equal to -1");
        Package?.CheckAll(faults);
        Lifecycle?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

[JsonSerializable(typeof(BuildJson))]
[JsonSerializable(typeof(ListJson<BuildJson>))]
[JsonSerializable(typeof(CreateBuildBody))]
internal sealed partial class BuildJsonContext : JsonSerializerContext;
