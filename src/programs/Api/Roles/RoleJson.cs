using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Roles;

namespace Ingot.Api.Roles;

/// <summary>A role as clients see it. CF v3 "The role object".</summary>
internal sealed record RoleJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Type,
    RoleRelationshipsJson Relationships,
    Dictionary<string, LinkJson> Links
)
{
    public static RoleJson Of(Role role, Links links)
    {
        var addresses = links.Of($"/v3/roles/{role.Guid}");
        addresses["user"] = links.To($"/v3/users/{role.UserGuid}");
        if (role.OrganizationGuid is not null)
            addresses["organization"] = links.To($"/v3/organizations/{role.OrganizationGuid}");
        if (role.SpaceGuid is not null)
            addresses["space"] = links.To($"/v3/spaces/{role.SpaceGuid}");
        var relationships = new RoleRelationshipsJson(
            ToOneJson.To(role.UserGuid),
            ToOneJson.To(role.OrganizationGuid),
            ToOneJson.To(role.SpaceGuid)
        );
        return new RoleJson(role.Guid, role.CreatedAt, role.UpdatedAt, role.Type, relationships, addresses);
    }
}

internal sealed record RoleRelationshipsJson(ToOneJson User, ToOneJson Organization, ToOneJson Space);

/// <summary>The body of <c>POST /v3/roles</c>.</summary>
internal sealed record CreateRoleBody : Body
{
    public string? Type { get; init; }
    public RoleRelationshipsBody? Relationships { get; init; }

    protected override void Check(Faults faults)
    {
        var ofOrganization = Type is not null && RoleTypes.OfOrganizations.Contains(Type);
        var ofSpace = Type is not null && RoleTypes.OfSpaces.Contains(Type);
        faults.AddIf(
            !ofOrganization && !ofSpace,
            $"Type must be one of the allowed types {string.Join(", ", RoleTypes.OfOrganizations.Concat(RoleTypes.OfSpaces))}"
        );
        faults.AddIf(Relationships?.User?.Data is null, "Relationships 'relationships.user' must name a user");
        faults.AddIf(ofOrganization && string.IsNullOrEmpty(Relationships?.Organization?.Guid), "Role must be associated with an organization");
        faults.AddIf(ofSpace && string.IsNullOrEmpty(Relationships?.Space?.Guid), "Role must be associated with a space");
        faults.AddIf(Relationships is { Organization: not null, Space: not null }, "Role cannot be associated with both an organization and a space");
        Relationships?.CheckAll(faults);
    }
}

internal sealed record RoleRelationshipsBody : Body
{
    public RoleUserRelationshipBody? User { get; init; }
    public ToOneBody? Organization { get; init; }
    public ToOneBody? Space { get; init; }

    protected override void Check(Faults faults)
    {
        User?.CheckAll(faults);
        Organization?.CheckAll(faults);
        Space?.CheckAll(faults);
    }
}

internal sealed record RoleUserRelationshipBody : Body
{
    public RoleUserBody? Data { get; init; }

    protected override void Check(Faults faults) => Data?.CheckAll(faults);
}

/// <summary>A user by guid, or by name and origin.</summary>
internal sealed record RoleUserBody : Body
{
    public string? Guid { get; init; }
    public string? Username { get; init; }
    public string? Origin { get; init; }
}

[JsonSerializable(typeof(RoleJson))]
[JsonSerializable(typeof(ListJson<RoleJson>))]
[JsonSerializable(typeof(CreateRoleBody))]
internal sealed partial class RoleJsonContext : JsonSerializerContext;
