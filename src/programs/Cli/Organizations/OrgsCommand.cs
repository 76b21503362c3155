using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Organizations;

/// <summary>Lists the organizations.</summary>
internal sealed class OrgsCommand : Command
{
    public override CommandDescription Description => new("orgs", "List all orgs")
    {
        Alias = "o",
        Usage = "cf orgs [--labels SELECTOR]",
        Options = [OrganizationLookup.Labels],
        SeeAlso = "create-org, org, org-users, set-org-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        session.SayAs($"Getting orgs");
        session.Console.Line();
        var organizations = await session.Api.OrganizationsAsync(arguments.Find("labels"), cancellationToken);
        if (organizations.Count == 0)
            session.Console.Line("No orgs found.");
        else
            session.Console.Table([["name"], .. organizations.Select(organization => new[] { organization.Name })]);
    }
}
