using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Spaces;

namespace Ingot.Api.Spaces;

/// <summary>A space as clients see it. CF v3 "The space object".</summary>
internal sealed record SpaceJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    SpaceRelationshipsJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static SpaceJson Of(Space space, Links links)
    {
        var self = $"/v3/spaces/{space.Guid}";
        var addresses = links.Of(self);
        addresses["organization"] = links.To($"/v3/organizations/{space.OrganizationGuid}");
        addresses["apply_manifest"] = links.To($"{self}/actions/apply_manifest", "POST");
        return new SpaceJson(
            space.Guid,
            space.CreatedAt,
            space.UpdatedAt,
            space.Name,
            new SpaceRelationshipsJson(ToOneJson.To(space.OrganizationGuid), ToOneJson.None),
            MetadataJson.Of(space),
            addresses
        );
    }
}

internal sealed record SpaceRelationshipsJson(ToOneJson Organization, ToOneJson Quota);

/// <summary>The body of <c>POST /v3/spaces</c>.</summary>
internal sealed record CreateSpaceBody : Body
{
    public string? Name { get; init; }
    public SpaceRelationshipsBody? Relationships { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        NameRules.Check(Name, faults);
        faults.AddIf(string.IsNullOrEmpty(Relationships?.Organization?.Guid), "Relationships 'relationships.organization' must name an organization");
        Relationships?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

internal sealed record SpaceRelationshipsBody : Body
{
    public ToOneBody? Organization { get; init; }

    protected override void Check(Faults faults) => Organization?.CheckAll(faults);
}

/// <summary>The body of <c>PATCH /v3/spaces/{guid}</c>.</summary>
internal sealed record UpdateSpaceBody : Body
{
    public string? Name { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        if (Name is not null)
            NameRules.Check(Name, faults);
        Metadata?.CheckAll(faults);
    }
}

[JsonSerializable(typeof(SpaceJson))]
[JsonSerializable(typeof(ListJson<SpaceJson>))]
[JsonSerializable(typeof(CreateSpaceBody))]
[JsonSerializable(typeof(UpdateSpaceBody))]
internal sealed partial class SpaceJsonContext : JsonSerializerContext;
