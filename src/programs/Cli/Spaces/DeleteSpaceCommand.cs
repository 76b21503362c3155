using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Configuration;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Spaces;

/// <summary>Deletes a space with all that is in it.</summary>
internal sealed class DeleteSpaceCommand : Command
{
    public override CommandDescription Description => new("delete-space", "Delete a space")
    {
        Usage = "cf delete-space SPACE [-o ORG] [-f]\n\nIts apps and routes go with it.",
        Arguments = [OrganizationLookup.Space],
        Options = [OrganizationLookup.Force, new Option(null, 'o', "Delete space within specified org")],
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        if (!arguments.Has("o"))
            session.RequireOrganization();
        var (console, name) = (session.Console, arguments["SPACE"]);
        var organizationName = arguments.Find("o") ?? session.Organization.Name;
        if (!arguments.Has("f"))
        {
            console.Line("This action impacts all resources scoped to this space, including apps, service instances, and space-scoped service brokers.");
            if (!console.Confirm($"Really delete the space {name}?"))
            {
                console.Line($"'{name}' has not been deleted.");
                return;
            }
        }
        session.SayAs($"Deleting space {name} in org {organizationName}");
        var organization = await session.GetOrganizationAsync(organizationName, cancellationToken);
        if (await session.Api.FindSpaceAsync(name, organization.Guid, cancellationToken) is { } space)
            await session.Api.DeleteSpaceAsync(space.Guid, cancellationToken);
        else
            console.Warning($"Space '{name}' does not exist.");
        console.Ok();
        if (session.Organization.Name == organizationName && session.Space.Name == name)
        {
            session.Config.SpaceFields = new SpaceConfig();
            console.Line("TIP: No space targeted, use 'cf target -s' to target a space.");
        }
    }
}
