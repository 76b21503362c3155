using Ingot.ApiClient.Http;
using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Organizations;

/// <summary>Makes an organization.</summary>
internal sealed class CreateOrgCommand : Command
{
    public override CommandDescription Description => new("create-org", "Create an org")
    {
        Alias = "co",
        Usage = "cf create-org ORG",
        Arguments = [OrganizationLookup.Org],
        SeeAlso = "create-space, orgs, set-org-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, name) = (session.Console, arguments["ORG"]);
        session.SayAs($"Creating org {name}");
        try
        {
            await session.Api.CreateOrganizationAsync(name, cancellationToken);
        }
        catch (ApiException taken) when (taken.Says("already exists"))
        {
            console.Line(taken.Message);
            console.Ok();
            return;
        }
        console.Ok();
        console.Line($"TIP: Use 'cf target -o \"{name}\"' to target new org");
    }
}
