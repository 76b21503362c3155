using Ingot.ApiClient.Http;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;
using Ingot.Cli.Routes;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Domains;

/// <summary>Makes a domain every organization may use.</summary>
internal sealed class CreateSharedDomainCommand : Command
{
    public override CommandDescription Description => new("create-shared-domain", "Create a domain that can be used by all orgs (admin-only)")
    {
        Usage = "cf create-shared-domain DOMAIN",
        Arguments = [RouteArguments.Domain],
        SeeAlso = "create-private-domain, domains",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var name = arguments["DOMAIN"];
        session.SayAs($"Creating shared domain {name}");
        await session.Api.CreateDomainAsync(name, organizationGuid: null, cancellationToken);
        session.Console.Ok();
        session.Console.Line($"TIP: Domain '{name}' is shared with all orgs. Run 'cf domains' to view available domains.");
    }
}

/// <summary>Makes a domain that belongs to one organization.</summary>
internal sealed class CreatePrivateDomainCommand : Command
{
    public override CommandDescription Description => new("create-private-domain", "Create a private domain for a specific org")
    {
        Alias = "create-domain",
        Usage = "cf create-private-domain ORG DOMAIN",
        Arguments = [OrganizationLookup.Org, RouteArguments.Domain],
        SeeAlso = "create-shared-domain, domains",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (name, organizationName) = (arguments["DOMAIN"], arguments["ORG"]);
        session.SayAs($"Creating private domain {name} for org {organizationName}");
        var organization = await session.GetOrganizationAsync(organizationName, cancellationToken);
        try
        {
            await session.Api.CreateDomainAsync(name, organization.Guid, cancellationToken);
        }
        catch (ApiException taken) when (taken.Message == $"The domain name \"{name}\" is already in use")
        {
            session.Console.Warning(taken.Message);
            session.Console.Ok();
            return;
        }
        session.Console.Ok();
        session.Console.Line($"TIP: Domain '{name}' is a private domain. Run 'cf share-private-domain' to share this domain with a different org.");
    }
}
