using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;

namespace Ingot.Cli.Routes;

/// <summary>Takes an app away from a route; the route stays.</summary>
internal sealed class UnmapRouteCommand : Command
{
    public override CommandDescription Description => new("unmap-route", "Remove a route from an app")
    {
        Usage = "cf unmap-route APP_NAME DOMAIN [--hostname HOSTNAME] [--path PATH]\ncf unmap-route APP_NAME DOMAIN --port PORT",
        Examples = "cf unmap-route my-app example.com --hostname myhost              # myhost.example.com\ncf unmap-route my-app example.com --hostname myhost --path foo   # myhost.example.com/foo",
        Arguments = RouteArguments.Arguments,
        Options = RouteArguments.Options("used to identify"),
        SeeAlso = "delete-route, map-route, routes",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var (app, parts) = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        var route = await session.Api.FindRouteAsync(parts, cancellationToken)
            ?? throw new CommandException($"Route with host '{parts.Host}', domain '{parts.Domain.Name}', and path '{(parts.Path.Length == 0 ? "/" : parts.Path)}' not found.");
        var config = session.Config;
        session.Console.Flavor($"Removing route {parts.Url} from app {app.Name} in org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}...");
        if (route.Destinations.Find(destination => destination.App.Guid == app.Guid) is { Guid: { } destination })
        {
            await session.Api.RemoveDestinationAsync(route.Guid, destination, cancellationToken);
        }
        else
        {
            session.Console.Line("Route to be unmapped is not currently mapped to the application.");
        }
        session.Console.Ok();
    }
}
