using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Organizations;

/// <summary>Gives an organization another name.</summary>
internal sealed class RenameOrgCommand : Command
{
    public override CommandDescription Description => new("rename-org", "Rename an org")
    {
        Usage = "cf rename-org ORG NEW_ORG_NAME",
        Arguments = [OrganizationLookup.Org, new Argument("NEW_ORG_NAME")],
        SeeAlso = "orgs, set-org-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (name, newName) = (arguments["ORG"], arguments["NEW_ORG_NAME"]);
        session.SayAs($"Renaming org {name} to {newName}");
        var organization = await session.GetOrganizationAsync(name, cancellationToken);
        await session.Api.RenameOrganizationAsync(organization.Guid, newName, cancellationToken);
        if (session.Organization.Guid == organization.Guid)
            session.Organization.Name = newName;
        session.Console.Ok();
    }
}
