using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Droplets;

namespace Ingot.Api.Droplets;

/// <summary>A droplet as clients see it. CF v3 "The droplet object".</summary>
internal sealed record DropletJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string State,
    string? Error,
    DropletLifecycleJson Lifecycle,
    ChecksumJson? Checksum,
    IReadOnlyList<DropletBuildpack> Buildpacks,
    string? Stack,
    string? Image,
    string ExecutionMetadata,
    IReadOnlyDictionary<string, string> ProcessTypes,
    AppRelationshipJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    private const string Hidden = "[PRIVATE DATA HIDDEN IN LISTS]";
    private static readonly Dictionary<string, string> HiddenProcessTypes = new() { ["redacted_message"] = Hidden };

    public static DropletJson Of(Droplet droplet, Links links, bool inList)
    {
        var self = $"/v3/droplets/{droplet.Guid}";
        var addresses = links.Of(self, "download");
        if (droplet.State == DropletStates.AwaitingUpload)
            addresses["upload"] = links.To($"{self}/upload", "POST");
        addresses["app"] = links.To($"/v3/apps/{droplet.AppGuid}");
        addresses["assign_current_droplet"] = links.To($"/v3/apps/{droplet.AppGuid}/relationships/current_droplet", "PATCH");
        if (droplet.PackageGuid is not null)
            addresses["package"] = links.To($"/v3/packages/{droplet.PackageGuid}");
        return new DropletJson(
            droplet.Guid,
            droplet.CreatedAt,
            droplet.UpdatedAt,
            droplet.State,
            droplet.Error,
            new DropletLifecycleJson(droplet.LifecycleType, new Dictionary<string, string>()),
            droplet.Sha256 is null ? null : new ChecksumJson("sha256", droplet.Sha256),
            droplet.Buildpacks,
            droplet.Stack,
            Image: null,
            inList ? Hidden : droplet.ExecutionMetadata,
            inList ? HiddenProcessTypes : droplet.ProcessTypes,
            new AppRelationshipJson(ToOneJson.To(droplet.AppGuid)),
            MetadataJson.Of(droplet),
            addresses
        );
    }
}

/// <summary>A droplet's lifecycle carries no data.</summary>
internal sealed record DropletLifecycleJson(string Type, IReadOnlyDictionary<string, string> Data);

[JsonSerializable(typeof(DropletJson))]
[JsonSerializable(typeof(ListJson<DropletJson>))]
[JsonSerializable(typeof(CreateDropletBody))]
internal sealed partial class DropletJsonContext : JsonSerializerContext;
