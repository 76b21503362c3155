using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Routes;

/// <summary>Shows a route and the apps that answer it.</summary>
internal sealed class RouteCommand : Command
{
    public override CommandDescription Description => new("route", "Display route details and mapped destinations")
    {
        Usage = RouteArguments.Usage("route"),
        Examples = RouteArguments.Examples("route"),
        Arguments = [RouteArguments.Domain],
        Options = RouteArguments.Options("used to identify"),
        SeeAlso = "create-route, delete-route, routes",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var console = session.Console;
        var parts = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        session.SayInSpace($" Showing route {parts.Url}");
        console.Line();
        var route = await session.GetRouteAsync(parts, cancellationToken);
        var apps = await session.Api.AppsByGuidAsync(route.Destinations.Select(destination => destination.App.Guid).Distinct(), cancellationToken);
        console.KeyValues(
            ("domain:", parts.Domain.Name), ("host:", route.Host), ("port:", $"{route.Port}"), ("path:", route.Path), ("protocol:", route.Protocol ?? ""));
        console.Line();
        console.Line("Destinations:");
        if (route.Destinations.Count > 0)
        {
            var names = apps.ToDictionary(app => app.Guid, app => app.Name);
            console.Table(
                [["app", "process", "port", "app-protocol"], .. route.Destinations.Select(destination => Row(destination, names.GetValueOrDefault(destination.App.Guid) ?? ""))],
                prefix: "\t");
        }
    }

    private static string[] Row(DestinationResource destination, string app) =>
        [app, destination.App.Process?.Type ?? "", $"{destination.Port}", destination.Protocol ?? ""];
}
