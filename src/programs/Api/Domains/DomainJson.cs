using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Domains;

namespace Ingot.Api.Domains;

/// <summary>A domain as clients see it. CF v3 "The domain object".</summary>
internal sealed record DomainJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    bool Internal,
    GuidJson? RouterGroup,
    IReadOnlyList<string> SupportedProtocols,
    DomainRelationshipsJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static DomainJson Of(Domain domain, Links links)
    {
        var addresses = links.Of($"/v3/domains/{domain.Guid}", "route_reservations");
        if (domain.OrganizationGuid is not null)
            addresses["organization"] = links.To($"/v3/organizations/{domain.OrganizationGuid}");
        return new DomainJson(
            domain.Guid,
            domain.CreatedAt,
            domain.UpdatedAt,
            domain.Name,
            domain.Internal,
            RouterGroup: null,
            ["http"],
            new DomainRelationshipsJson(ToOneJson.To(domain.OrganizationGuid), new ToManyJson([])),
            MetadataJson.Of(domain),
            addresses
        );
    }
}

internal sealed record DomainRelationshipsJson(ToOneJson Organization, ToManyJson SharedOrganizations);

internal sealed record RouteReservationJson(bool MatchingRoute);

[JsonSerializable(typeof(DomainJson))]
[JsonSerializable(typeof(CreateDomainBody))]
[JsonSerializable(typeof(ListJson<DomainJson>))]
[JsonSerializable(typeof(RouteReservationJson))]
internal sealed partial class DomainJsonContext : JsonSerializerContext;
