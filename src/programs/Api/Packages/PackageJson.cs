using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Packages;

namespace Ingot.Api.Packages;

/// <summary>A package as clients see it. CF v3 "The package object".</summary>
internal sealed record PackageJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Type,
    string State,
    PackageDataJson Data,
    AppRelationshipJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static PackageJson Of(Package package, Links links)
    {
        var self = $"/v3/packages/{package.Guid}";
        var addresses = links.Of(self, "download");
        addresses["upload"] = links.To($"{self}/upload", "POST");
        addresses["app"] = links.To($"/v3/apps/{package.AppGuid}");
        return new PackageJson(
            package.Guid,
            package.CreatedAt,
            package.UpdatedAt,
            "bits",
            package.State,
            new PackageDataJson(package.Error, package.Sha256 is null ? null : new ChecksumJson("sha256", package.Sha256)),
            new AppRelationshipJson(ToOneJson.To(package.AppGuid)),
            MetadataJson.Of(package),
            addresses
        );
    }
}

internal sealed record PackageDataJson(string? Error, ChecksumJson? Checksum);

/// <summary>The body of <c>POST /v3/packages</c>.</summary>
internal sealed record CreatePackageBody : Body
{
    public string? Type { get; init; }
    public AppRelationshipBody? Relationships { get; init; }
    public MetadataBody? Metadata { get; init; }

    public string AppGuid => Relationships?.App?.Guid ?? "";

    protected override void Check(Faults faults)
    {
        faults.AddIf(Type != "bits", Type == "docker" ? "Docker packages are not supported" : "Type must be 'bits'");
        faults.AddIf(AppGuid.Length == 0, "Relationships 'relationships.app' must name an app");
        Relationships?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

[JsonSerializable(typeof(PackageJson))]
[JsonSerializable(typeof(ListJson<PackageJson>))]
[JsonSerializable(typeof(CreatePackageBody))]
internal sealed partial class PackageJsonContext : JsonSerializerContext;
