using Ingot.ApiClient.Http;
using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Users;

namespace Ingot.Cli.Spaces;

/// <summary>Makes a space, and whoever makes it its manager and developer.</summary>
internal sealed class CreateSpaceCommand : Command
{
    public override CommandDescription Description => new("create-space", "Create a space")
    {
        Alias = "csp",
        Usage = "cf create-space SPACE [-o ORG]",
        Arguments = [OrganizationLookup.Space],
        Options = [new Option(null, 'o', "Organization")],
        SeeAlso = "set-space-role, spaces, target",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, name) = (session.Console, arguments["SPACE"]);
        if (!arguments.Has("o"))
            session.RequireOrganization();
        var organizationName = arguments.Find("o") ?? session.Organization.Name;
        var organization = arguments.Has("o") ? (await session.GetOrganizationAsync(organizationName, cancellationToken)).Guid : session.Organization.Guid;
        session.SayAs($"Creating space {name} in org {organizationName}");
        NamedResource space;
        try
        {
            space = await session.Api.CreateSpaceAsync(name, organization, cancellationToken);
        }
        catch (ApiException taken) when (taken.Says("must be unique"))
        {
            console.Line($"Space '{name}' already exists.");
            console.Ok();
            return;
        }
        console.Ok();
        foreach (var role in (string[])["SpaceManager", "SpaceDeveloper"])
        {
            session.SayAs($"Assigning role {role} to user {session.UserName} in org {organizationName} / space {name}");
            await session.AddSpaceRoleAsync(RoleNames.TypeOf(role), organization, space.Guid, session.UserName, session.UserOrigin, cancellationToken);
            console.Ok();
        }
        console.Line($"TIP: Use 'cf target -o \"{organizationName}\" -s \"{name}\"' to target new space");
    }
}
