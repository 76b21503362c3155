using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Users;

/// <summary>Shows who has which role in an organization.</summary>
internal sealed class OrgUsersCommand : Command
{
    public override CommandDescription Description => new("org-users", "Show org users by role")
    {
        Usage = "cf org-users ORG",
        Arguments = [OrganizationLookup.Org],
        Options = [Option.Switch("all-users", 'a', "List everybody with a role in the org")],
        SeeAlso = "orgs, set-org-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, name) = (session.Console, arguments["ORG"]);
        session.SayAs($"Getting users in org {name}");
        console.Line();
        var organization = await session.GetOrganizationAsync(name, cancellationToken);
        var users = await session.Api.UsersByRoleAsync(new RoleScope("organization", organization.Guid), cancellationToken);
        if (arguments.Has("all-users"))
        {
            console.RoleGroup("ORG USERS", users.SelectMany(role => role).DistinctBy(user => user.Guid));
            return;
        }
        console.RoleGroup("ORG MANAGER", users["organization_manager"]);
        console.RoleGroup("BILLING MANAGER", users["organization_billing_manager"]);
        console.RoleGroup("ORG AUDITOR", users["organization_auditor"]);
    }
}
