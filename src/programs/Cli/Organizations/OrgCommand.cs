using Ingot.ApiClient.Organizations;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Organizations;

/// <summary>Shows an organization.</summary>
internal sealed class OrgCommand : Command
{
    public override CommandDescription Description => new("org", "Show org info")
    {
        Usage = "cf org ORG [--guid]",
        Arguments = [OrganizationLookup.Org],
        Options = [Option.Switch("guid", null, "Show the org's guid and nothing else")],
        SeeAlso = "org-users, orgs",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var name = arguments["ORG"];
        if (arguments.Has("guid"))
        {
            session.Console.Line((await session.GetOrganizationAsync(name, cancellationToken)).Guid);
            return;
        }
        session.SayAs($"Getting info for org {name}");
        session.Console.Line();
        var organization = await session.GetOrganizationAsync(name, cancellationToken);
        var domains = await session.Api.DomainsOfAsync(organization.Guid, labels: null, cancellationToken);
        var spaces = await session.Api.SpacesAsync(organization.Guid, labels: null, cancellationToken);
        session.Console.KeyValues(
            ("name:", organization.Name),
            ("domains:", string.Join(", ", domains.Select(domain => domain.Name).Order(StringComparer.Ordinal))),
            ("quota:", await session.Api.QuotaNameAsync(organization, cancellationToken)),
            ("spaces:", string.Join(", ", spaces.Select(space => space.Name).Order(StringComparer.Ordinal))),
            ("isolation segments:", ""));
    }
}
