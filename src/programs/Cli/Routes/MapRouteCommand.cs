using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;

namespace Ingot.Cli.Routes;

/// <summary>Sends a route's requests to an app, creating the route when it is missing.</summary>
internal sealed class MapRouteCommand : Command
{
    public override CommandDescription Description => new("map-route", "Map a route to an app")
    {
        Usage = "cf map-route APP_NAME DOMAIN [--hostname HOSTNAME] [--path PATH] [--app-protocol PROTOCOL]\ncf map-route APP_NAME DOMAIN [--port PORT]",
        Examples = "cf map-route my-app example.com --hostname myhost              # myhost.example.com\ncf map-route my-app example.com --hostname myhost --path foo   # myhost.example.com/foo",
        Arguments = RouteArguments.Arguments,
        Options = [.. RouteArguments.Options("of"), new Option("app-protocol", null, "Protocol the app is spoken to with (default: http1)")],
        SeeAlso = "create-route, routes, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var (app, parts) = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        var (console, config) = (session.Console, session.Config);
        var route = await session.Api.FindRouteAsync(parts, cancellationToken);
        if (route is null)
        {
            console.Flavor($"Creating route {parts.Url} for org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}...");
            route = await session.Api.CreateRouteAsync(parts, config.SpaceFields.Guid, cancellationToken);
            console.Ok();
        }
        var protocol = arguments.Find("app-protocol");
        var end = $"in org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}...";
        console.Flavor(protocol is null ? $"Mapping route {route.Url} to app {app.Name} {end}" : (FormattableString)$"Mapping route {route.Url} to app {app.Name} with protocol {protocol} {end}");
        if (route.Destinations.Exists(destination => destination.App.Guid == app.Guid))
        {
            console.Line($"App '{app.Name}' is already mapped to route '{route.Url}'. Nothing has been updated.");
        }
        else
        {
            await session.Api.AddDestinationAsync(route.Guid, app.Guid, protocol, cancellationToken);
        }
        console.Ok();
    }
}
