using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Routes;

/// <summary>Deletes a route, whichever apps answer it.</summary>
internal sealed class DeleteRouteCommand : Command
{
    public override CommandDescription Description => new("delete-route", "Delete a route")
    {
        Usage = RouteArguments.Usage("delete-route", " [-f]"),
        Examples = RouteArguments.Examples("delete-route"),
        Arguments = [RouteArguments.Domain],
        Options = [OrganizationLookup.Force, .. RouteArguments.Options("used to identify")],
        SeeAlso = "delete-orphaned-routes, routes, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var (console, address) = (session.Console, RouteArguments.Typed(arguments));
        console.Line("This action impacts all apps using this route.");
        console.Line("Deleting this route will make apps unreachable via this route.");
        if (!arguments.Has("f") && !console.Confirm($"Really delete the route {address}?"))
        {
            console.Line($"'{address}' has not been deleted.");
            return;
        }
        console.Flavor($"Deleting route {address}...");
        if (await session.Api.FindDomainAsync(arguments["DOMAIN"], cancellationToken) is not { } domain)
            console.Warning($"Domain '{arguments["DOMAIN"]}' not found.");
        else
            await DeleteAsync(session, RouteArguments.Under(domain, arguments), cancellationToken);
        console.Ok();
    }

    private static async Task DeleteAsync(Session session, RouteParts parts, CancellationToken cancellationToken)
    {
        if (await session.Api.FindRouteAsync(parts, cancellationToken) is { } route)
            await session.Api.DeleteRouteAsync(route.Guid, cancellationToken);
        else
            session.Console.Line($"Unable to delete. {RouteArguments.NotFound(parts)}");
    }
}
