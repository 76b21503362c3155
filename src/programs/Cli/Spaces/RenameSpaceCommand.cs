using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Spaces;

/// <summary>Gives a space another name.</summary>
internal sealed class RenameSpaceCommand : Command
{
    public override CommandDescription Description => new("rename-space", "Rename a space")
    {
        Usage = "cf rename-space SPACE NEW_SPACE_NAME",
        Arguments = [OrganizationLookup.Space, new Argument("NEW_SPACE_NAME")],
        SeeAlso = "space, spaces, space-users, target",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var (name, newName) = (arguments["SPACE"], arguments["NEW_SPACE_NAME"]);
        session.SayAs($"Renaming space {name} to {newName}");
        var space = await session.GetSpaceAsync(name, session.Organization.Guid, cancellationToken);
        await session.Api.RenameSpaceAsync(space.Guid, newName, cancellationToken);
        if (session.Space.Guid == space.Guid)
            session.Space.Name = newName;
        session.Console.Ok();
    }
}
