using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Configuration;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Logins;

/// <summary>Sets or shows the organization and space commands work in.</summary>
internal sealed class TargetCommand : Command
{
    public override CommandDescription Description => new("target", "Set or view the targeted org or space")
    {
        Alias = "t",
        Usage = "cf target [-o ORG] [-s SPACE]",
        Options = [new Option(null, 'o', "Organization"), new Option(null, 's', "Space")],
        SeeAlso = "create-org, create-space, login, orgs, spaces",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (organization, space) = (arguments.Find("o"), arguments.Find("s"));
        try
        {
            await SetAsync(session, organization, space, cancellationToken);
        }
        catch when (organization is not null || space is not null)
        {
            // What was asked for is not there: nothing is better than the target of before, which the next command would hit unawares.
            session.Config.SpaceFields = new SpaceConfig();
            session.Config.OrganizationFields = organization is null ? session.Config.OrganizationFields : new TargetConfig();
            throw;
        }
        Show(session);
    }

    private static async Task SetAsync(Session session, string? organization, string? space, CancellationToken cancellationToken)
    {
        if (organization is not null)
            await Targeting.TargetOrganizationAsync(session, organization, cancellationToken);
        if (space is not null)
        {
            session.RequireOrganization();
            await Targeting.TargetSpaceAsync(session, space, cancellationToken);
        }
        else if (organization is not null && await session.Api.SpacesAsync(session.Organization.Guid, labels: null, cancellationToken) is [var only])
        {
            Targeting.TargetSpace(session, only);
        }
    }

    private static void Show(Session session)
    {
        var config = session.Config;
        var rows = new List<(string, string)> { ("API endpoint:", config.Target), ("API version:", config.ApiVersion), ("user:", session.UserName) };
        if (config.OrganizationFields.Name.Length > 0)
            rows.Add(("org:", config.OrganizationFields.Name));
        if (config.SpaceFields.Name.Length > 0)
            rows.Add(("space:", config.SpaceFields.Name));
        session.Console.KeyValues(rows);
        if (config.OrganizationFields.Guid.Length == 0)
        {
            session.Console.Line("No org or space targeted, use 'cf target -o ORG -s SPACE'");
        }
        else if (config.SpaceFields.Guid.Length == 0)
        {
            session.Console.Line("No space targeted, use 'cf target -s SPACE'");
        }
    }
}
