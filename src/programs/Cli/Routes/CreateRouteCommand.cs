using Ingot.ApiClient.Http;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Routes;

/// <summary>Makes a route that no app answers yet.</summary>
internal sealed class CreateRouteCommand : Command
{
    public override CommandDescription Description => new("create-route", "Create a route for later use")
    {
        Usage = RouteArguments.Usage("create-route"),
        Examples = RouteArguments.Examples("create-route"),
        Arguments = [RouteArguments.Domain],
        Options = RouteArguments.Options("for"),
        SeeAlso = "check-route, domains, map-route, routes, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        session.SayAs($"Creating route {RouteArguments.Typed(arguments)} for org {session.Organization.Name} / space {session.Space.Name}");
        var parts = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        try
        {
            var route = await session.Api.CreateRouteAsync(parts, session.Space.Guid, cancellationToken);
            session.Console.Line($"Route {route.Url} has been created.");
        }
        catch (ApiException taken) when (taken.Says("Route already exists"))
        {
            session.Console.Warning(taken.Message);
        }
        session.Console.Ok();
    }
}
