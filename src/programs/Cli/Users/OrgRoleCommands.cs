using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Users;

/// <summary>Gives a role in an organization.</summary>
internal sealed class SetOrgRoleCommand : Command
{
    public override CommandDescription Description => RoleArguments.DescribeForOrg("set-org-role", "Assign an org role to a user");

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (username, name, role) = (arguments["USERNAME"], arguments["ORG"], RoleNames.Canonical(arguments["ROLE"]));
        session.SayAs($"Assigning role {role} to user {username} in org {name}");
        var organization = await session.GetOrganizationAsync(name, cancellationToken);
        var scope = new RoleScope("organization", organization.Guid);
        if (!await session.Api.AddRoleAsync(RoleNames.TypeOf(role), scope, username, arguments.Find("origin"), cancellationToken))
            session.Console.Warning($"User '{username}' already has role '{role}' in org '{name}'.");
        session.Console.Ok();
    }
}

/// <summary>Takes a role in an organization away.</summary>
internal sealed class UnsetOrgRoleCommand : Command
{
    public override CommandDescription Description => RoleArguments.DescribeForOrg("unset-org-role", "Remove an org role from a user");

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (username, name, role) = (arguments["USERNAME"], arguments["ORG"], RoleNames.Canonical(arguments["ROLE"]));
        session.SayAs($"Removing role {role} from user {username} in org {name}");
        var organization = await session.GetOrganizationAsync(name, cancellationToken);
        var user = await session.GetUserAsync(username, arguments.Find("origin"), cancellationToken);
        await session.Api.RemoveRoleAsync(RoleNames.TypeOf(role), new RoleScope("organization", organization.Guid), user.Guid, cancellationToken);
        session.Console.Ok();
    }
}
