using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Organizations;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Routes;

/// <summary>Lists the routes of the space, or of the whole organization.</summary>
internal sealed class RoutesCommand : Command
{
    private static readonly string[] Headings = ["space", "host", "domain", "port", "path", "protocol", "app-protocol", "apps", "service instance"];

    public override CommandDescription Description => new("routes", "List all routes in the current space or the current organization")
    {
        Alias = "r",
        Usage = "cf routes [--org-level] [--labels SELECTOR]",
        Options = [OrganizationLookup.Labels, Option.Switch("org-level", null, "List all the routes for all spaces of current organization")],
        SeeAlso = "check-route, create-route, domains, map-route, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (console, organization, space) = (session.Console, session.Organization, session.Space);
        var ofOrganization = arguments.Has("org-level");
        session.SayAs(ofOrganization ? $"Getting routes for org {organization.Name}" : (FormattableString)$"Getting routes for org {organization.Name} / space {space.Name}");
        console.Line();
        var (noun, guid) = ofOrganization ? ("organization", organization.Guid) : ("space", space.Guid);
        var routes = await session.Api.RoutesOfAsync(noun, guid, arguments.Find("labels"), cancellationToken);
        if (routes.Count == 0)
        {
            console.Line("No routes found.");
            return;
        }
        var apps = await session.Api.AppsByGuidAsync(
            routes.SelectMany(route => route.Destinations).Select(destination => destination.App.Guid).Distinct(), cancellationToken);
        var appNames = apps.ToDictionary(app => app.Guid, app => app.Name);
        var spaces = (await session.Api.SpacesAsync(organization.Guid, labels: null, cancellationToken)).ToDictionary(other => other.Guid, other => other.Name);
        var rows = routes.Select(route => Row(route, spaces.GetValueOrDefault(route.Relationships?.Space?.Data?.Guid ?? "") ?? "", appNames));
        console.Table([Headings, .. rows.OrderBy(row => row[0], StringComparer.OrdinalIgnoreCase)]);
    }

    private static string[] Row(RouteResource route, string space, Dictionary<string, string> apps) =>
    [
        space, route.Host, DomainOf(route), $"{route.Port}", route.Path, route.Protocol ?? "",
        string.Join(", ", route.Destinations.Select(destination => destination.Protocol).Distinct().Order(StringComparer.Ordinal)),
        string.Join(", ", route.Destinations.Select(destination => apps.GetValueOrDefault(destination.App.Guid))),
        "",
    ];

    /// <summary>What of the address is neither host nor path: Ingot's own port is told with it, as the official client does.</summary>
    private static string DomainOf(RouteResource route) =>
        route.Url[(route.Host.Length == 0 ? 0 : route.Host.Length + 1)..^(route.Path.Length + (route.Port is { } port ? $":{port}".Length : 0))];
}
