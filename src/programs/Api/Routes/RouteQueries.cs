using Ingot.Model.Domains;
using Ingot.Model.Routes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Routes;

/// <summary>What belongs to routes, and how they are written.</summary>
internal static class RouteQueries
{
    /// <summary><c>host.domain/path</c>, with the port clients have to use.</summary>
    public static string UrlOf(Route route, string domain, PlatformAddress address)
    {
        var host = route.Host.Length == 0 ? domain : $"{route.Host}.{domain}";
        return address.RoutePort is { } port ? $"{host}:{port}{route.Path}" : host + route.Path;
    }

    public static async Task<IReadOnlyList<string>> UrlsOfAsync(DbSession session, PlatformAddress address, string appGuid)
    {
        var routes = await session.QueryAsync<Route>(
            """
            select r.* from routes r
            where exists (select 1 from destinations d where d.route_guid = r.guid and d.app_guid = @appGuid)
            order by r.created_at, r.guid
            """,
            new { appGuid }
        );
        var domains = await DomainNamesAsync(session, routes);
        return [.. routes.Select(route => UrlOf(route, domains[route.DomainGuid], address))];
    }

    public static async Task<IReadOnlyDictionary<string, string>> DomainNamesAsync(DbSession session, IReadOnlyList<Route> routes)
    {
        var guids = routes.Select(route => route.DomainGuid).Distinct().ToArray();
        var domains = await session.QueryAsync<Domain>("select * from domains where guid in @guids", new { guids });
        return domains.ToDictionary(domain => domain.Guid, domain => domain.Name);
    }

    public static Task<IReadOnlyList<Destination>> DestinationsOfAsync(DbSession session, params string[] routes) =>
        session.QueryAsync<Destination>("select * from destinations where route_guid in @routes order by created_at, guid", new { routes });
}
