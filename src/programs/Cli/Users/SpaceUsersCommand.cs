using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Users;

/// <summary>Shows who has which role in a space.</summary>
internal sealed class SpaceUsersCommand : Command
{
    public override CommandDescription Description => new("space-users", "Show space users by role")
    {
        Usage = "cf space-users ORG SPACE",
        Arguments = [OrganizationLookup.Org, OrganizationLookup.Space],
        SeeAlso = "org-users, orgs, set-space-role, spaces, unset-space-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, organizationName, name) = (session.Console, arguments["ORG"], arguments["SPACE"]);
        session.SayAs($"Getting users in org {organizationName} / space {name}");
        console.Line();
        var organization = await session.GetOrganizationAsync(organizationName, cancellationToken);
        var space = await session.GetSpaceAsync(name, organization.Guid, cancellationToken);
        var users = await session.Api.UsersByRoleAsync(new RoleScope("space", space.Guid), cancellationToken);
        console.RoleGroup("SPACE MANAGER", users["space_manager"]);
        console.RoleGroup("SPACE DEVELOPER", users["space_developer"]);
        console.RoleGroup("SPACE SUPPORTER", users["space_supporter"]);
        console.RoleGroup("SPACE AUDITOR", users["space_auditor"]);
    }
}
