using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Users;

/// <summary>A role somebody has.</summary>
public sealed record RoleResource
{
    public required string Guid { get; init; }
    public required string Type { get; init; }
    public required RoleRelations Relationships { get; init; }
}

/// <summary>Who has a role.</summary>
public sealed record RoleRelations
{
    public required RelationResource User { get; init; }
}

/// <summary>A list of roles with the people who have them.</summary>
internal sealed record RolesResource
{
    public required List<RoleResource> Resources { get; init; }
    public IncludedUsers? Included { get; init; }
    public PaginationResource Pagination { get; set; } = new();

    public sealed record IncludedUsers
    {
        public List<UserResource> Users { get; set; } = [];
    }
}

/// <summary>Where a role holds.</summary>
/// <param name="Noun"><c>organization</c> or <c>space</c>.</param>
public sealed record RoleScope(string Noun, string Guid);

internal sealed record NewRole
{
    public required string Type { get; init; }
    public required Dictionary<string, NewRoleRelation> Relationships { get; init; }
}

internal sealed record NewRoleRelation(NewRoleParty Data);

internal sealed record NewRoleParty
{
    public string? Guid { get; init; }
    public string? Username { get; init; }
    public string? Origin { get; init; }
}

/// <summary>Requests about roles.</summary>
public static class RoleCalls
{
    /// <summary>Who has which role there, as pairs of role type and user.</summary>
    public static async Task<ILookup<string, UserResource>> UsersByRoleAsync(this ApiConnection api, RoleScope scope, CancellationToken cancellationToken)
    {
        var pairs = new List<(string Type, UserResource User)>();
        for (var next = $"/v3/roles?include=user&per_page=5000&{scope.Noun}_guids={scope.Guid}"; !string.IsNullOrEmpty(next);)
        {
            var page = await api.GetAsync(next, UserJson.Default.RolesResource, cancellationToken);
            var users = (page.Included?.Users ?? []).ToDictionary(user => user.Guid);
            pairs.AddRange(page.Resources.Select(role => (role.Type, users[role.Relationships.User.Data!.Guid!])));
            next = page.Pagination.Next?.Href;
        }
        return pairs.ToLookup(pair => pair.Type, pair => pair.User);
    }

    /// <summary>Gives a role; false when the user has it already.</summary>
    /// <param name="origin">The identity provider that knows the user, or null.</param>
    public static async Task<bool> AddRoleAsync(this ApiConnection api, string type, RoleScope scope, string username, string? origin, CancellationToken cancellationToken)
    {
        var body = new NewRole
        {
            Type = type,
            Relationships = new()
            {
                ["user"] = new(new NewRoleParty { Username = username, Origin = origin }),
                [scope.Noun] = new(new NewRoleParty { Guid = scope.Guid }),
            },
        };
        try
        {
            await api.PostAsync("/v3/roles", body, UserJson.Default.NewRole, cancellationToken);
            return true;
        }
        catch (ApiException refusal) when (refusal.Says("already has"))
        {
            return false;
        }
    }

    /// <summary>Takes a role away; nothing happens when the user has it not.</summary>
    public static async Task RemoveRoleAsync(this ApiConnection api, string type, RoleScope scope, string userGuid, CancellationToken cancellationToken)
    {
        var roles = await api.GetAsync($"/v3/roles?types={type}&user_guids={userGuid}&{scope.Noun}_guids={scope.Guid}", UserJson.Default.RolesResource, cancellationToken);
        foreach (var role in roles.Resources)
            await api.DeleteAsync($"/v3/roles/{role.Guid}", cancellationToken);
    }
}
