using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Organizations;

/// <summary>What the commands around organizations and spaces have in common.</summary>
internal static class OrganizationLookup
{
    public static readonly Argument Org = new("ORG");

    public static readonly Argument Space = new("SPACE");

    public static readonly Option Labels = new("labels", null, "Label selector, e.g. 'environment in (production,staging),tier in (backend)'");

    public static readonly Option Force = Option.Switch(null, 'f', "Force deletion without confirmation");

    public static async Task<NamedResource> GetOrganizationAsync(this Session session, string name, CancellationToken cancellationToken) =>
        await session.Api.FindOrganizationAsync(name, cancellationToken) ?? throw new CommandException($"Organization '{name}' not found.");

    public static async Task<NamedResource> GetSpaceAsync(this Session session, string name, string organizationGuid, CancellationToken cancellationToken) =>
        await session.Api.FindSpaceAsync(name, organizationGuid, cancellationToken) ?? throw new CommandException($"Space '{name}' not found.");
}
