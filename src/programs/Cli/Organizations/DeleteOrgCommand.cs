using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Organizations;

/// <summary>Deletes an organization with all that is in it.</summary>
internal sealed class DeleteOrgCommand : Command
{
    public override CommandDescription Description => new("delete-org", "Delete an org")
    {
        Usage = "cf delete-org ORG [-f]\n\nIts spaces, apps, routes and private domains go with it.",
        Arguments = [OrganizationLookup.Org],
        Options = [OrganizationLookup.Force],
        SeeAlso = "create-org, orgs, set-org-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, name) = (session.Console, arguments["ORG"]);
        if (!arguments.Has("f")
            && !console.Confirm($"Really delete the org {name}, including its spaces, apps, service instances, routes, private domains and space-scoped service brokers?"))
        {
            console.Line($"Organization '{name}' has not been deleted.");
            return;
        }
        session.SayAs($"Deleting org {name}");
        if (await session.Api.FindOrganizationAsync(name, cancellationToken) is { } organization)
            await session.Api.DeleteOrganizationAsync(organization.Guid, cancellationToken);
        else
            console.Warning($"Org '{name}' does not exist.");
        console.Ok();
        if (session.Organization.Name == name)
        {
            console.Line("TIP: No org or space targeted, use 'cf target -o ORG -s SPACE' to target an org and space.");
            session.Config.ForgetTarget();
        }
    }
}
