using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Spaces;

/// <summary>Shows a space.</summary>
internal sealed class SpaceCommand : Command
{
    public override CommandDescription Description => new("space", "Show space info")
    {
        Usage = "cf space SPACE [--guid]",
        Arguments = [OrganizationLookup.Space],
        Options = [Option.Switch("guid", null, "Show the space's guid and nothing else")],
        SeeAlso = "space-users, spaces",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var name = arguments["SPACE"];
        if (arguments.Has("guid"))
        {
            session.Console.Line((await session.GetSpaceAsync(name, session.Organization.Guid, cancellationToken)).Guid);
            return;
        }
        session.SayInOrganization($"Getting info for space {name}");
        session.Console.Line();
        var space = await session.GetSpaceAsync(name, session.Organization.Guid, cancellationToken);
        var apps = await session.Api.AppsAsync(space.Guid, labels: null, cancellationToken);
        session.Console.KeyValues(
            ("name:", space.Name),
            ("org:", session.Organization.Name),
            ("apps:", string.Join(", ", apps.Select(app => app.Name).Order(StringComparer.Ordinal))),
            ("services:", ""),
            ("isolation segment:", ""),
            ("quota:", ""),
            ("running security groups:", ""),
            ("staging security groups:", ""));
    }
}
