using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Domains;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Resources;
using Ingot.Api.Spaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Route = Ingot.Model.Routes.Route;

namespace Ingot.Api.Routes;

/// <summary>Addresses of apps. CF v3 "Routes".</summary>
internal static class RouteEndpoints
{
    private const string OfApps = "exists (select 1 from destinations d where d.route_guid = r.guid and d.app_guid in @values)";

    public static ResourceDescription<Route, RouteJson> Description { get; } =
        new()
        {
            Name = "Route",
            Plural = "routes",
            VisibleTo = Visible.InSpace("r.space_guid"),
            PresentAsync = PresentAsync,
            Filters =
            [
                Filter.In("hosts", "r.host"),
                Filter.In("paths", "r.path"),
                // Ports belong to TCP routes, of which there are none; 0 and empty mean "without a port".
                new Filter("ports", "('' in @values or '0' in @values)"),
                Filter.In("domain_guids", "r.domain_guid"),
                new Filter("app_guids", OfApps),
                Filter.In("space_guids", "r.space_guid"),
                Filter.In("organization_guids", "(select s.organization_guid from spaces s where s.guid = r.space_guid)"),
            ],
            Includes =
            [
                new Include<Route>("domain", "domains", LoadDomainsAsync),
                SpaceEndpoints.Include<Route>("space", route => route.SpaceGuid),
                SpaceEndpoints.IncludeOrganization<Route>("space.organization", route => route.SpaceGuid),
            ],
        };

    public static void MapRoutes(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "routes", Description, new Filter("app_guids", OfApps));
        v3.MapPost("/routes", Create);
        v3.MapPatch("/routes/{guid}", Update);
        v3.MapDelete("/spaces/{guid}/routes", DeleteUnmapped);
        v3.MapDelete(
            Description,
            async (session, caller, route) =>
            {
                await session.RequireOperatorAsync(caller, route.SpaceGuid);
                foreach (var destination in await RouteQueries.DestinationsOfAsync(session, route.Guid))
                    await session.UnmapRouteAsync(caller, route, destination);
                await session.AuditAsync(caller, "audit.route.delete-request", route);
            }
        );
        v3.MapDestinations();
    }

    private static async Task<Created<RouteJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateRouteBody>();
        return await request.WriteAsync(async session =>
        {
            var spaceGuid = body.Relationships!.Space!.Guid!;
            await SpaceEndpoints.RequireReferredAsync(session, request.Caller, spaceGuid);
            await session.RequireOperatorAsync(request.Caller, spaceGuid);
            var domain =
                await DomainEndpoints.Description.FindAsync(session, request.Caller, body.Relationships.Domain!.Guid!)
                ?? throw Errors.Unprocessable.With("Invalid domain. Ensure that the domain exists and you have access to it.");
            var route = new Route
            {
                Guid = Guid.NewGuid().ToString(),
                SpaceGuid = spaceGuid,
                DomainGuid = domain.Guid,
                Host = body.Host ?? "",
                Path = body.Path ?? "",
            };
            body.Metadata?.MergeInto(route);
            await session.CreateRouteAsync(request.Caller, request.Address, route, domain);
            var json = await Description.PresentOneAsync(session, new Links(request.Address), route);
            return TypedResults.Created((string?)null, json);
        });
    }

    private static async Task<Ok<RouteJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<UpdateMetadataBody>();
        return await request.WriteAsync(async session =>
        {
            var route = await Description.GetAsync(session, request.Caller, guid);
            await session.RequireOperatorAsync(request.Caller, route.SpaceGuid);
            body.Metadata?.MergeInto(route);
            await session.UpdateAsync(route);
            return TypedResults.Ok(await Description.PresentOneAsync(session, new Links(request.Address), route));
        });
    }

    /// <summary><c>cf delete-orphaned-routes</c>.</summary>
    private static async Task<Accepted> DeleteUnmapped(string guid, ApiRequest request, bool? unmapped)
    {
        if (unmapped != true)
            throw Errors.BadQueryParameter.With($"{Errors.BadQueryParameter.Detail}: unmapped must be 'true'");
        var job = await request.WriteAsync(async session =>
        {
            var space = await SpaceEndpoints.Description.GetAsync(session, request.Caller, guid);
            await session.RequireOperatorAsync(request.Caller, space.Guid);
            await session.ExecuteAsync(
                "delete from routes where space_guid = @guid and not exists (select 1 from destinations d where d.route_guid = routes.guid)",
                new { guid }
            );
            return await session.CompleteJobAsync("space.delete_unmapped_routes");
        });
        return TypedResults.Accepted(request.JobUrl(job));
    }

    private static async Task<IReadOnlyList<RouteJson>> PresentAsync(Presentation presentation, IReadOnlyList<Route> routes)
    {
        var domains = await RouteQueries.DomainNamesAsync(presentation.Session, routes);
        var guids = routes.Select(route => route.Guid).ToArray();
        var destinations = (await RouteQueries.DestinationsOfAsync(presentation.Session, guids)).ToLookup(destination => destination.RouteGuid);
        return
        [
            .. routes.Select(route =>
                RouteJson.Of(
                    route,
                    RouteQueries.UrlOf(route, domains[route.DomainGuid], presentation.Links.Address),
                    destinations[route.Guid],
                    presentation.Links
                )
            ),
        ];
    }

    private static async Task<object[]> LoadDomainsAsync(Presentation presentation, IReadOnlyList<Route> routes)
    {
        var guids = routes.Select(route => route.DomainGuid).Distinct().ToArray();
        var domains = await presentation.Session.QueryAsync<Model.Domains.Domain>("select * from domains where guid in @guids", new { guids });
        return [.. domains.Select(domain => DomainJson.Of(domain, presentation.Links))];
    }
}
