namespace Ingot.Model.Roles;

/// <summary>What a user may do in one organization or one space. Exactly one of the two guids is set.</summary>
public sealed class Role : Resource
{
    public required string Type { get; set; }
    public required string UserGuid { get; set; }
    public string? OrganizationGuid { get; set; }
    public string? SpaceGuid { get; set; }
}

/// <summary>The kinds of <see cref="Role"/>. CF v3 "Valid role types".</summary>
public static class RoleTypes
{
    public const string OrganizationUser = "organization_user";
    public const string OrganizationAuditor = "organization_auditor";
    public const string OrganizationManager = "organization_manager";
    public const string OrganizationBillingManager = "organization_billing_manager";
    public const string SpaceDeveloper = "space_developer";
    public const string SpaceAuditor = "space_auditor";
    public const string SpaceManager = "space_manager";
    public const string SpaceSupporter = "space_supporter";

    public static IReadOnlyList<string> OfOrganizations { get; } =
        [OrganizationUser, OrganizationAuditor, OrganizationManager, OrganizationBillingManager];

    public static IReadOnlyList<string> OfSpaces { get; } = [SpaceDeveloper, SpaceAuditor, SpaceManager, SpaceSupporter];
}
