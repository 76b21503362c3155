using Ingot.ApiClient.Routes;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Routes;

/// <summary>Sends a route's requests to an app, creating the route when it is missing.</summary>
internal sealed class MapRouteCommand : Command
{
    public override CommandDescription Description => new("map-route", "Map a route to an app")
    {
        Usage = "cf map-route APP_NAME DOMAIN [--hostname HOSTNAME] [--path PATH] [--app-protocol PROTOCOL]\ncf map-route APP_NAME DOMAIN [--port PORT]",
        Examples = "cf map-route my-app example.com --hostname myhost              # myhost.example.com\ncf map-route my-app example.com --hostname myhost --path foo   # myhost.example.com/foo",
        Arguments = [AppLookup.AppName, RouteArguments.Domain],
        Options = [.. RouteArguments.Options("of"), new Option("app-protocol", null, "Protocol the app is spoken to with (default: http1)")],
        SeeAlso = "create-route, routes, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var parts = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var console = session.Console;
        var route = await session.Api.FindRouteAsync(parts, cancellationToken);
        if (route is null)
        {
            session.SayAs($"Creating route {parts.Url} for org {session.Organization.Name} / space {session.Space.Name}");
            route = await session.Api.CreateRouteAsync(parts, session.Space.Guid, cancellationToken);
            console.Ok();
        }
        var protocol = arguments.Find("app-protocol");
        session.SayInSpace(protocol is null ? $"Mapping route {route.Url} to app {app.Name}" : (FormattableString)$"Mapping route {route.Url} to app {app.Name} with protocol {protocol}");
        if (route.Destinations.Exists(destination => destination.App.Guid == app.Guid))
            console.Line($"App '{app.Name}' is already mapped to route '{route.Url}'. Nothing has been updated.");
        else
            await session.Api.AddDestinationAsync(route.Guid, app.Guid, protocol, cancellationToken);
        console.Ok();
    }
}
