using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Routes;

/// <summary>Requests about routes and domains.</summary>
public static class RouteCalls
{
    /// <summary>The domains an organization may make routes under.</summary>
    public static Task<List<DomainResource>> DomainsOfAsync(this ApiConnection api, string organizationGuid, string? labels, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/organizations/{organizationGuid}/domains?order_by=name{Filter.Labels(labels)}", RouteJson.Default.ListResourceDomainResource, cancellationToken);

    public static async Task<DomainResource?> FindDomainAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/domains?names={Filter.Value(name)}", RouteJson.Default.ListResourceDomainResource, cancellationToken)).Resources.FirstOrDefault();

    /// <param name="organizationGuid">The owner of a private domain; null makes a shared one.</param>
    public static Task CreateDomainAsync(this ApiConnection api, string name, string? organizationGuid, CancellationToken cancellationToken)
    {
        var relationships = organizationGuid is null ? null : new DomainRelationsResource { Organization = RelationResource.To(organizationGuid) };
        return api.PostAsync("/v3/domains", new NewDomain { Name = name, Relationships = relationships }, RouteJson.Default.NewDomain, cancellationToken);
    }

    /// <summary>Deletes a domain with the routes under it.</summary>
    public static Task DeleteDomainAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/domains/{guid}", cancellationToken);

    /// <summary>The route; an empty host or path is asked for as such.</summary>
    public static async Task<RouteResource?> FindRouteAsync(this ApiConnection api, RouteParts route, CancellationToken cancellationToken)
    {
        var filter = route.Domain.IsTcp ? $"ports={route.Port}" : $"hosts={Uri.EscapeDataString(route.Host)}&paths={Uri.EscapeDataString(route.Path)}";
        return (await api.GetAsync($"/v3/routes?domain_guids={route.Domain.Guid}&{filter}", RouteJson.Default.ListResourceRouteResource, cancellationToken)).Resources.FirstOrDefault();
    }

    public static Task<RouteResource> CreateRouteAsync(this ApiConnection api, RouteParts route, string spaceGuid, CancellationToken cancellationToken)
    {
        var body = new NewRoute
        {
            Host = route.Host.Length == 0 ? null : route.Host,
            Path = route.Path.Length == 0 ? null : route.Path,
            Port = route.Port,
            Relationships = new NewRouteRelations { Space = RelationResource.To(spaceGuid), Domain = RelationResource.To(route.Domain.Guid) },
        };
        return api.SendAsync(HttpMethod.Post, "/v3/routes", body, RouteJson.Default.NewRoute, RouteJson.Default.RouteResource, cancellationToken);
    }

    public static async Task AddDestinationAsync(this ApiConnection api, string routeGuid, string appGuid, string? protocol, CancellationToken cancellationToken)
    {
        var body = new NewDestinations { Destinations = [new DestinationResource { App = new DestinationAppResource { Guid = appGuid }, Protocol = protocol }] };
        (await api.SendAsync(HttpMethod.Post, $"/v3/routes/{routeGuid}/destinations", () => ApiConnection.Json(body, RouteJson.Default.NewDestinations), cancellationToken)).Dispose();
    }

    public static async Task RemoveDestinationAsync(this ApiConnection api, string routeGuid, string destinationGuid, CancellationToken cancellationToken) =>
        (await api.SendAsync(HttpMethod.Delete, $"/v3/routes/{routeGuid}/destinations/{destinationGuid}", null, cancellationToken)).Dispose();

    public static Task DeleteRouteAsync(this ApiConnection api, string routeGuid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/routes/{routeGuid}", cancellationToken);

    /// <param name="noun">What to list the routes of: <c>space</c> or <c>organization</c>.</param>
    public static Task<List<RouteResource>> RoutesOfAsync(this ApiConnection api, string noun, string guid, string? labels, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/routes?{noun}_guids={guid}&per_page=5000{Filter.Labels(labels)}", RouteJson.Default.ListResourceRouteResource, cancellationToken);

    /// <summary>Whether somebody has the route, in whatever space.</summary>
    public static async Task<bool> IsReservedAsync(this ApiConnection api, RouteParts route, CancellationToken cancellationToken)
    {
        var path = $"/v3/domains/{route.Domain.Guid}/route_reservations?host={Uri.EscapeDataString(route.Host)}&path={Uri.EscapeDataString(route.Path)}";
        return (await api.GetAsync(path, RouteJson.Default.ReservationResource, cancellationToken)).MatchingRoute;
    }

    public static Task<List<RouteResource>> RoutesOfAppAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps/{appGuid}/routes", RouteJson.Default.ListResourceRouteResource, cancellationToken);

    public static Task<List<RouteResource>> RoutesOfAppsAsync(this ApiConnection api, IEnumerable<string> appGuids, CancellationToken cancellationToken) =>
        api.ListOfAppsAsync("/v3/routes?per_page=5000&app_guids=", appGuids, RouteJson.Default.ListResourceRouteResource, cancellationToken);
}
