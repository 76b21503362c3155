using Ingot.ApiClient.Routes;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Routes;

/// <summary>Takes an app away from a route; the route stays.</summary>
internal sealed class UnmapRouteCommand : Command
{
    public override CommandDescription Description => new("unmap-route", "Remove a route from an app")
    {
        Usage = "cf unmap-route APP_NAME DOMAIN [--hostname HOSTNAME] [--path PATH]\ncf unmap-route APP_NAME DOMAIN --port PORT",
        Examples = "cf unmap-route my-app example.com --hostname myhost              # myhost.example.com\ncf unmap-route my-app example.com --hostname myhost --path foo   # myhost.example.com/foo",
        Arguments = [AppLookup.AppName, RouteArguments.Domain],
        Options = RouteArguments.Options("used to identify"),
        SeeAlso = "delete-route, map-route, routes",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var parts = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var route = await session.GetRouteAsync(parts, cancellationToken);
        session.SayInSpace($"Removing route {parts.Url} from app {app.Name}");
        if (route.Destinations.Find(destination => destination.App.Guid == app.Guid) is { Guid: { } destination })
            await session.Api.RemoveDestinationAsync(route.Guid, destination, cancellationToken);
        else
            session.Console.Line("Route to be unmapped is not currently mapped to the application.");
        session.Console.Ok();
    }
}
