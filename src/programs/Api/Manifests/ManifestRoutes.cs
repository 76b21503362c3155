using Ingot.Api.Http;
using Ingot.Api.Routes;
using Ingot.Manifests.Apps;
using Ingot.Model.Apps;
using Ingot.Model.Domains;
using Ingot.Model.Routes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Manifests;

/// <summary>Maps the routes a manifest asks for. Routes are added and never taken away, unless the manifest wants none.</summary>
internal static class ManifestRoutes
{
    public static async Task ApplyRoutesAsync(this DbSession session, ApiRequest request, App app, AppManifest manifest)
    {
        if (manifest.NoRoute == true)
        {
            await session.UnmapAllAsync(request.Caller, app);
        }
        else if (manifest.Routes is { Count: > 0 } routes)
        {
            foreach (var route in routes)
                await NamingAsync(
                    async () => await session.MapAsync(request, app, await session.ResolveAsync(request.Address, route), route),
                    refusal => $"{refusal} ({route.Position}, route '{route.Route}')"
                );
        }
        else if ((manifest.RandomRoute == true || manifest.DefaultRoute == true) && !await session.HasRouteAsync(app))
        {
            var host = manifest.RandomRoute == true ? RandomRoute.HostFor(app.Name) : app.Name;
            var domain = await session.FindDomainAsync(request.Address.Domain) ?? throw NoDomain(request.Address.Domain);
            await NamingAsync(
                () => session.MapAsync(request, app, new RouteAddress(host, domain, Path: ""), new RouteManifest(host)),
                refusal => $"Failed to create default route from app name: {refusal}. Name a route under 'routes', or say 'no-route: true'"
            );
        }
    }

    /// <summary>Does it, and puts a refusal into words that say what it is about.</summary>
    private static async Task NamingAsync(Func<Task> map, Func<string, string> words)
    {
        try
        {
            await map();
        }
        catch (ApiException refusal) when (refusal.Error == Errors.Unprocessable)
        {
            throw Errors.Unprocessable.With(words(refusal.Message));
        }
    }

    private static async Task UnmapAllAsync(this DbSession session, Caller caller, App app)
    {
        var destinations = await session.QueryAsync<Destination>("select * from destinations where app_guid = @Guid", new { app.Guid });
        foreach (var destination in destinations)
            await session.UnmapRouteAsync(caller, await session.GetAsync<Route>(destination.RouteGuid), destination);
    }

    private static async Task<bool> HasRouteAsync(this DbSession session, App app) =>
        await session.ScalarAsync<long>("select count(*) from destinations where app_guid = @Guid", new { app.Guid }) > 0;

    private static async Task MapAsync(this DbSession session, ApiRequest request, App app, RouteAddress address, RouteManifest manifest)
    {
        var route =
            await session.FindRouteAsync(address.Domain.Guid, address.Host, address.Path)
            ?? await session.CreateAsync(request, app.SpaceGuid, address);
        var destination = new Destination
        {
            Guid = Guid.NewGuid().ToString(),
            RouteGuid = route.Guid,
            AppGuid = app.Guid,
            Protocol = manifest.Protocol ?? "http1",
        };
        await session.MapRouteAsync(request.Caller, route, app, destination);
        if (manifest.Protocol is not null)
            await session.ExecuteAsync(
                "update destinations set protocol = @Protocol where route_guid = @RouteGuid and app_guid = @AppGuid",
                new { manifest.Protocol, destination.RouteGuid, destination.AppGuid }
            );
        if (manifest.Options is { Count: > 0 } options)
        {
            route.Options = new(options);
            await session.UpdateAsync(route);
        }
    }

    private static Task<Route> CreateAsync(this DbSession session, ApiRequest request, string spaceGuid, RouteAddress address)
    {
        var faults = new Faults();
        CreateRouteBody.CheckAddress(address.Host, address.Path, faults);
        faults.ThrowIfAny();
        var route = new Route
        {
            Guid = Guid.NewGuid().ToString(),
            SpaceGuid = spaceGuid,
            DomainGuid = address.Domain.Guid,
            Host = address.Host,
            Path = address.Path,
        };
        return session.CreateRouteAsync(request.Caller, request.Address, route, address.Domain);
    }

    /// <summary>The whole name is a domain, or its first label is a host under the rest.</summary>
    private static async Task<RouteAddress> ResolveAsync(this DbSession session, PlatformAddress address, RouteManifest route)
    {
        if (route.Protocol == "tcp")
            throw Errors.Unprocessable.With($"Route protocol 'tcp' is not supported: {route.Route}");
        var slash = route.Route.IndexOf('/', StringComparison.Ordinal);
        var (name, path) = slash < 0 ? (route.Route, "") : (route.Route[..slash], route.Route[slash..].TrimEnd('/'));
        name = WithoutPort(name, address, route);
        if (await session.FindDomainAsync(name) is { } whole)
            return new RouteAddress("", whole, path);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var domain = dot < 0 ? null : await session.FindDomainAsync(name[(dot + 1)..]);
        return new RouteAddress(name[..Math.Max(dot, 0)], domain ?? throw NoDomain(route.Route), path);
    }

    /// <summary>The port every HTTP route has may be written, since addresses shown to people carry it; another would be a TCP route.</summary>
    private static string WithoutPort(string name, PlatformAddress address, RouteManifest route)
    {
        if (name.Split(':') is not [var host, var port])
            return name;
        return port == $"{address.RoutePort}" ? host : throw Errors.Unprocessable.With($"Routes with a port are not supported: {route.Route}");
    }

    private static Task<Domain?> FindDomainAsync(this DbSession session, string name) =>
        session.FindFirstAsync<Domain>("select * from domains where name = lower(@name)", new { name });

    private static ApiException NoDomain(string route) => Errors.Unprocessable.With($"No domains exist for route {route}");

    private sealed record RouteAddress(string Host, Domain Domain, string Path);
}
