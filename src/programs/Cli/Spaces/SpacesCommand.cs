using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Spaces;

/// <summary>Lists the spaces of the organization.</summary>
internal sealed class SpacesCommand : Command
{
    public override CommandDescription Description => new("spaces", "List all spaces in an org")
    {
        Usage = "cf spaces [--labels SELECTOR]",
        Options = [OrganizationLookup.Labels],
        SeeAlso = "create-space, set-space-role, space, space-users",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        session.SayInOrganization($"Getting spaces");
        session.Console.Line();
        var spaces = await session.Api.SpacesAsync(session.Organization.Guid, arguments.Find("labels"), cancellationToken);
        if (spaces.Count == 0)
            session.Console.Line("No spaces found.");
        else
            session.Console.Table([["name"], .. spaces.Select(space => new[] { space.Name })]);
    }
}
