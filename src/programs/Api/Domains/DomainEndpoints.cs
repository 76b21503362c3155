using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Organizations;
using Ingot.Api.Resources;
using Ingot.Model.Domains;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Domains;

/// <summary>DNS names for routes. CF v3 "Domains".</summary>
internal static class DomainEndpoints
{
    public static ResourceDescription<Domain, DomainJson> Description { get; } =
        new()
        {
            Name = "Domain",
            Plural = "domains",
            VisibleTo = $"r.organization_guid is null or {Visible.InOrganization("r.organization_guid")}",
            PresentAsync = ResourceDescription<Domain, DomainJson>.Each((row, presentation) => DomainJson.Of(row, presentation.Links)),
            Filters = [Filter.In("names", "r.name"), Filter.In("organization_guids", "r.organization_guid")],
            SortKeys = ["name"],
        };

    /// <summary>The domains an organization may make routes under: its own and the shared ones.</summary>
    private static readonly Filter OfOrganization = new("organization_guids", "(r.organization_guid is null or r.organization_guid in @values)");

    public static void MapDomains(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(OrganizationEndpoints.Description, "domains", Description, OfOrganization);
        v3.MapGet("/organizations/{guid}/domains/default", ShowDefault);
        v3.MapGet("/domains/{guid}/route_reservations", ShowReservation);
    }

    private static Task<Ok<DomainJson>> ShowDefault(string guid, ApiRequest request) =>
        request.ReadAsync(async session =>
        {
            await OrganizationEndpoints.Description.GetAsync(session, request.Caller, guid);
            var domain =
                await session.FindFirstAsync<Domain>("select * from domains where name = @Domain", new { request.Address.Domain })
                ?? throw Errors.NotFound.With("Domain not found");
            return TypedResults.Ok(DomainJson.Of(domain, new Links(request.Address)));
        });

    /// <summary>Whether somebody has the route, in whatever space. <c>cf check-route</c>.</summary>
    private static Task<Ok<RouteReservationJson>> ShowReservation(string guid, ApiRequest request, string? host = "", string? path = "") =>
        request.ReadAsync(async session =>
        {
            await Description.GetAsync(session, request.Caller, guid);
            var routes = await session.ScalarAsync<long>(
                "select count(*) from routes where domain_guid = @guid and host = @host and path = @path",
                new { guid, host = host?.ToLowerInvariant(), path }
            );
            return TypedResults.Ok(new RouteReservationJson(routes > 0));
        });
}

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
[JsonSerializable(typeof(ListJson<DomainJson>))]
[JsonSerializable(typeof(RouteReservationJson))]
internal sealed partial class DomainJsonContext : JsonSerializerContext;
