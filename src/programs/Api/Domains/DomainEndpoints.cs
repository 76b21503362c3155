using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Organizations;
using Ingot.Api.Resources;
using Ingot.Model.Domains;
using Ingot.Protocol.Controller;
using Ingot.Storage;
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
        v3.MapPost("/domains", Create);
        v3.MapPatch("/domains/{guid}", Update);
        v3.MapDelete("/domains/{guid}", Delete);
        v3.MapNestedList(OrganizationEndpoints.Description, "domains", Description, OfOrganization);
        v3.MapGet("/organizations/{guid}/domains/default", ShowDefault);
        v3.MapGet("/domains/{guid}/route_reservations", ShowReservation);
    }

    private static async Task<Created<DomainJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateDomainBody>();
        var domain = new Domain
        {
            Guid = Guid.NewGuid().ToString(),
            Name = body.Name!.ToLowerInvariant(),
            OrganizationGuid = body.Relationships?.Organization?.Guid,
        };
        body.Metadata?.MergeInto(domain);
        await request.WriteAsync(async session =>
        {
            if (domain.OrganizationGuid is { } organization && await OrganizationEndpoints.Description.FindAsync(session, request.Caller, organization) is null)
                throw Errors.Unprocessable.With($"Organization with guid '{organization}' does not exist or you do not have access to it.");
            await RequireOwnerAsync(session, request.Caller, domain);
            await session.CreateDomainAsync(request.Address, domain);
            return domain;
        });
        return TypedResults.Created((string?)null, DomainJson.Of(domain, new Links(request.Address)));
    }

    private static async Task<Ok<DomainJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<UpdateMetadataBody>();
        return await request.WriteAsync(async session =>
        {
            var domain = await Description.GetAsync(session, request.Caller, guid);
            await RequireOwnerAsync(session, request.Caller, domain);
            body.Metadata?.MergeInto(domain);
            await session.UpdateAsync(domain);
            return TypedResults.Ok(DomainJson.Of(domain, new Links(request.Address)));
        });
    }

    /// <summary>The routes under a domain go with it. The platform's own would come back with the next start, without them.</summary>
    private static async Task<Accepted> Delete(string guid, ApiRequest request)
    {
        var job = await request.WriteAsync(async session =>
        {
            var domain = await Description.GetAsync(session, request.Caller, guid);
            await RequireOwnerAsync(session, request.Caller, domain);
            if (domain.Name == request.Address.Domain)
                throw Errors.Unprocessable.With($"Domain '{domain.Name}' is the platform's own and cannot be deleted.");
            await session.DeleteAsync<Domain>(guid);
            return await session.CompleteJobAsync("domain.delete");
        });
        return TypedResults.Accepted(request.JobUrl(job));
    }

    /// <summary>Shared domains are the admin's, private ones their organization's managers'.</summary>
    private static Task RequireOwnerAsync(DbSession session, Caller caller, Domain domain)
    {
        if (domain.OrganizationGuid is { } organization)
            return session.RequireOrganizationManagerAsync(caller, organization);
        caller.RequireAdmin();
        return Task.CompletedTask;
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
