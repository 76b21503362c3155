using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Domains;

/// <summary>Lists the domains the organization may make routes under.</summary>
internal sealed class DomainsCommand : Command
{
    public override CommandDescription Description => new("domains", "List domains in the target org")
    {
        Usage = "cf domains [--labels SELECTOR]",
        Options = [OrganizationLookup.Labels],
        SeeAlso = "create-private-domain, create-route, create-shared-domain, routes, set-label",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        session.SayInOrganization($"Getting domains");
        session.Console.Line();
        var domains = await session.Api.DomainsOfAsync(session.Organization.Guid, arguments.Find("labels"), cancellationToken);
        if (domains.Count == 0)
        {
            session.Console.Line("No domains found.");
            return;
        }
        session.Console.Table(
        [
            ["name", "availability", "internal", "protocols"],
            .. domains.OrderBy(domain => domain.Name, StringComparer.OrdinalIgnoreCase).Select(domain => new[]
            {
                domain.Name, domain.IsShared ? "shared" : "private", domain.Internal ? "true" : "", string.Join(",", domain.SupportedProtocols),
            }),
        ]);
    }
}
