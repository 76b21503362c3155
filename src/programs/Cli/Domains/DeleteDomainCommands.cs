using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Organizations;
using Ingot.Cli.Routes;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Domains;

/// <summary>Deletes a domain every organization may use, with the routes under it.</summary>
internal sealed class DeleteSharedDomainCommand : Command
{
    public override CommandDescription Description => new("delete-shared-domain", "Delete a shared domain")
    {
        Usage = "cf delete-shared-domain DOMAIN [-f]",
        Arguments = [RouteArguments.Domain],
        Options = [OrganizationLookup.Force],
        SeeAlso = "delete-private-domain, domains",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var (console, name) = (session.Console, arguments["DOMAIN"]);
        console.Line("This action impacts all orgs using this domain.");
        console.Line("Deleting the domain will remove associated routes which will make apps with this domain, in any org, unreachable.");
        if (!arguments.Has("f") && !console.Confirm($"Really delete the shared domain {name}?"))
        {
            console.Line($"'{name}' has not been deleted.");
            return;
        }
        session.SayAs($"Deleting domain {name}");
        if (await session.Api.FindDomainAsync(name, cancellationToken) is not { } domain)
            console.Warning($"Domain '{name}' does not exist.");
        else if (!domain.IsShared)
            throw new CommandException($"Domain '{name}' is a private domain, not a shared domain.");
        else
            await session.Api.DeleteDomainAsync(domain.Guid, cancellationToken);
        console.Ok();
    }
}

/// <summary>Deletes a domain that belongs to one organization, with the routes under it.</summary>
internal sealed class DeletePrivateDomainCommand : Command
{
    public override CommandDescription Description => new("delete-private-domain", "Delete a private domain")
    {
        Alias = "delete-domain",
        Usage = "cf delete-private-domain DOMAIN [-f]",
        Arguments = [RouteArguments.Domain],
        Options = [OrganizationLookup.Force],
        SeeAlso = "delete-shared-domain, domains",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireOrganization();
        var (console, name) = (session.Console, arguments["DOMAIN"]);
        session.SayAs($"Deleting private domain {name}");
        if (await session.Api.FindDomainAsync(name, cancellationToken) is not { } domain)
        {
            console.Warning($"Domain '{name}' does not exist.");
            console.Ok();
            return;
        }
        if (domain.IsShared)
            throw new CommandException($"Domain '{name}' is a shared domain, not a private domain.");
        console.Line("Deleting the private domain will remove associated routes which will make apps with this domain unreachable.");
        if (!arguments.Has("f") && !console.Confirm($"Really delete the private domain {name}?"))
        {
            console.Line($"'{name}' has not been deleted.");
            return;
        }
        session.SayAs($"Deleting private domain {name}");
        await session.Api.DeleteDomainAsync(domain.Guid, cancellationToken);
        console.Ok();
        console.Line("TIP: Run 'cf domains' to view available domains.");
    }
}
