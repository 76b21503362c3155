using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Routes;

/// <summary>Tells whether somebody has a route.</summary>
internal sealed class CheckRouteCommand : Command
{
    public override CommandDescription Description => new("check-route", "Perform a check to determine whether a route currently exists or not")
    {
        Usage = RouteArguments.Usage("check-route"),
        Examples = RouteArguments.Examples("check-route"),
        Arguments = [RouteArguments.Domain],
        Options = RouteArguments.Options("used to identify"),
        SeeAlso = "create-route, delete-route, routes",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        session.Console.Line("Checking for route...");
        var parts = await RouteArguments.ResolveAsync(session, arguments, cancellationToken);
        var exists = await session.Api.IsReservedAsync(parts, cancellationToken);
        session.Console.Line($"Route '{RouteArguments.Typed(arguments)}' does {(exists ? "exist" : "not exist")}.");
        session.Console.Ok();
    }
}
