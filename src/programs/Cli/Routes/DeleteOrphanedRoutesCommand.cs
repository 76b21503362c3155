using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Routes;

/// <summary>Deletes the space's routes that no app answers.</summary>
internal sealed class DeleteOrphanedRoutesCommand : Command
{
    public override CommandDescription Description =>
        new("delete-orphaned-routes", "Delete all orphaned routes in the currently targeted space (i.e. those that are not mapped to an app)")
        {
            Usage = "cf delete-orphaned-routes [-f]",
            Options = [OrganizationLookup.Force],
            SeeAlso = "delete-route, routes",
        };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        if (!arguments.Has("f") && !session.Console.Confirm("Really delete orphaned routes?"))
        {
            session.Console.Line("Routes have not been deleted.");
            return;
        }
        session.SayAs($"Deleting orphaned routes");
        await session.Api.DeleteUnmappedRoutesAsync(session.Space.Guid, cancellationToken);
        session.Console.Ok();
    }
}
