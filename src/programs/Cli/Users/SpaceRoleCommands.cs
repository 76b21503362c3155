using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Users;

/// <summary>Gives a role in a space.</summary>
internal sealed class SetSpaceRoleCommand : Command
{
    public override CommandDescription Description => RoleArguments.DescribeForSpace("set-space-role", "Assign a space role to a user", seeAlso: "space-users, unset-space-role");

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (username, organizationName, name, role) = (arguments["USERNAME"], arguments["ORG"], arguments["SPACE"], RoleNames.Canonical(arguments["ROLE"]));
        session.SayAs($"Assigning role {role} to user {username} in org {organizationName} / space {name}");
        var organization = await session.GetOrganizationAsync(organizationName, cancellationToken);
        var space = await session.GetSpaceAsync(name, organization.Guid, cancellationToken);
        if (!await session.AddSpaceRoleAsync(RoleNames.TypeOf(role), organization.Guid, space.Guid, username, arguments.Find("origin"), cancellationToken))
            session.Console.Warning($"User '{username}' already has role '{role}' in org '{organizationName}' / space '{name}'.");
        session.Console.Ok();
    }
}

/// <summary>Takes a role in a space away.</summary>
internal sealed class UnsetSpaceRoleCommand : Command
{
    public override CommandDescription Description => RoleArguments.DescribeForSpace("unset-space-role", "Remove a space role from a user", seeAlso: "set-space-role, space-users");

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (username, organizationName, name, role) = (arguments["USERNAME"], arguments["ORG"], arguments["SPACE"], RoleNames.Canonical(arguments["ROLE"]));
        session.SayAs($"Removing role {role} from user {username} in org {organizationName} / space {name}");
        var organization = await session.GetOrganizationAsync(organizationName, cancellationToken);
        var space = await session.GetSpaceAsync(name, organization.Guid, cancellationToken);
        var user = await session.GetUserAsync(username, arguments.Find("origin"), cancellationToken);
        await session.Api.RemoveRoleAsync(RoleNames.TypeOf(role), new RoleScope("space", space.Guid), user.Guid, cancellationToken);
        session.Console.Ok();
    }
}
