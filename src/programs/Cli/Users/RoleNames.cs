using Ingot.ApiClient.Http;
using Ingot.ApiClient.Users;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Users;

/// <summary>The roles as commands name them, and as the API does.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OrgManager"] = "organization_manager",
        ["BillingManager"] = "organization_billing_manager",
        ["OrgAuditor"] = "organization_auditor",
        ["SpaceManager"] = "space_manager",
        ["SpaceDeveloper"] = "space_developer",
        ["SpaceAuditor"] = "space_auditor",
        ["SpaceSupporter"] = "space_supporter",
    };

    /// <summary>Help on the roles of an organization.</summary>
    public static readonly (string, string[]) OfOrganizations =
        ("ROLES", ["OrgManager - Manages users and spaces of the org", "BillingManager - Is kept for billing and may do nothing else", "OrgAuditor - Reads the org's info"]);

    /// <summary>Help on the roles of a space.</summary>
    public static readonly (string, string[]) OfSpaces =
        ("ROLES",
        [
            "SpaceManager - Manages users of the space", "SpaceDeveloper - Pushes and manages apps and routes", "SpaceAuditor - Reads all there is in the space",
            "SpaceSupporter - Starts, stops and scales apps",
        ]);

    public static string TypeOf(string role) => Types[role];

    /// <summary>The role's name in its own spelling, however it was typed.</summary>
    public static string Canonical(string role) => Types.Keys.First(name => name.Equals(role, StringComparison.OrdinalIgnoreCase));

    public static string? CheckOrganizationRole(string role) =>
        Types.TryGetValue(role, out var type) && type.StartsWith("organization", StringComparison.Ordinal)
            ? null
            : "ROLE must be \"OrgManager\", \"BillingManager\" and \"OrgAuditor\"";

    public static string? CheckSpaceRole(string role) =>
        Types.TryGetValue(role, out var type) && type.StartsWith("space", StringComparison.Ordinal)
            ? null
            : "ROLE must be \"SpaceManager\", \"SpaceDeveloper\", \"SpaceAuditor\" or \"SpaceSupporter\"";

    /// <summary>Gives a role in a space to a member of the organization, making them one first; false when they have the role.</summary>
    public static async Task<bool> AddSpaceRoleAsync(
        this Session session, string type, string organizationGuid, string spaceGuid, string username, string? origin, CancellationToken cancellationToken)
    {
        try
        {
            await session.Api.AddRoleAsync("organization_user", new RoleScope("organization", organizationGuid), username, origin, cancellationToken);
        }
        catch (ApiException forbidden) when (forbidden.Status == System.Net.HttpStatusCode.Forbidden)
        {
            // A space's manager may give roles to those who are members already.
        }
        return await session.Api.AddRoleAsync(type, new RoleScope("space", spaceGuid), username, origin, cancellationToken);
    }

    /// <summary>The one user of the name whom the API knows.</summary>
    public static async Task<UserResource> GetUserAsync(this Session session, string username, string? origin, CancellationToken cancellationToken) =>
        await session.Api.UsersAsync(username, origin, cancellationToken) switch
        {
            [var only] => only,
            [] when origin is not null => throw new CommandException($"User '{username}' with origin '{origin}' does not exist."),
            [] => throw new CommandException($"User '{username}' does not exist."),
            var several => throw new CommandException(
                $"Ambiguous user. User with username '{username}' exists in the following origins: {string.Join(", ", several.Select(user => user.Origin))}. Specify an origin to disambiguate."),
        };
}
