using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Api.Users;
using Ingot.Model.Roles;
using Ingot.Model.Spaces;
using Ingot.Model.Users;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Roles;

/// <summary>Who may do what where. CF v3 "Roles".</summary>
internal static class RoleEndpoints
{
    private static ResourceDescription<Role, RoleJson> Description { get; } =
        new()
        {
            Name = "Role",
            Plural = "roles",
            VisibleTo = $"{Visible.InOrganization("r.organization_guid")} or {Visible.InSpace("r.space_guid")}",
            PresentAsync = ResourceDescription<Role, RoleJson>.Each((row, presentation) => RoleJson.Of(row, presentation.Links)),
            Filters =
            [
                Filter.In("types", "r.type"),
                Filter.In("user_guids", "r.user_guid"),
                Filter.In("organization_guids", "r.organization_guid"),
                Filter.In("space_guids", "r.space_guid"),
            ],
            Includes = [new Include<Role>("user", "users", LoadUsersAsync)],
        };

    public static void MapRoles(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/roles", Create);
        v3.MapDelete(Description, RequireManagerAsync);
    }

    private static async Task<Created<RoleJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateRoleBody>();
        var role = await request.WriteAsync(async session =>
        {
            var named = body.Relationships!.User!.Data!;
            var user = await session.GetOrAddUserAsync(named.Guid, named.Username, named.Origin);
            var created = new Role
            {
                Guid = Guid.NewGuid().ToString(),
                Type = body.Type!,
                UserGuid = user.Guid,
                OrganizationGuid = body.Relationships.Organization?.Guid,
                SpaceGuid = body.Relationships.Space?.Guid,
            };
            await RequireManagerAsync(session, request.Caller, created);
            await RefuseSecondAsync(session, created, user);
            await session.InsertAsync(created);
            return created;
        });
        return TypedResults.Created((string?)null, RoleJson.Of(role, new Links(request.Address)));
    }

    /// <summary>Organization managers give and take the roles of their organization and its spaces.</summary>
    private static async Task RequireManagerAsync(DbSession session, Caller caller, Role role)
    {
        var organization =
            role.OrganizationGuid
            ?? (await session.FindAsync<Space>(role.SpaceGuid ?? ""))?.OrganizationGuid
            ?? throw Errors.Unprocessable.With("Invalid space. Ensure that the space exists and you have access to it.");
        await session.RequireOrganizationManagerAsync(caller, organization);
    }

    /// <summary>Clients send roles twice and rely on these words.</summary>
    private static async Task RefuseSecondAsync(DbSession session, Role role, User user)
    {
        var (table, guid) = role.SpaceGuid is null ? ("organizations", role.OrganizationGuid) : ("spaces", role.SpaceGuid);
        var name =
            await session.ScalarAsync<string?>($"select name from {table} where guid = @guid", new { guid })
            ?? throw Errors.Unprocessable.With("Invalid organization. Ensure that the organization exists and you have access to it.");
        var same = await session.ScalarAsync<long>(
            """
            select count(*) from roles where user_guid = @UserGuid and type = @Type
            and coalesce(organization_guid, '') = coalesce(@OrganizationGuid, '') and coalesce(space_guid, '') = coalesce(@SpaceGuid, '')
            """,
            role
        );
        if (same > 0)
            throw Errors.Unprocessable.With($"User '{user.Username}' already has '{role.Type}' role in {table.TrimEnd('s')} '{name}'.");
    }

    private static async Task<object[]> LoadUsersAsync(Presentation presentation, IReadOnlyList<Role> roles)
    {
        var guids = roles.Select(role => role.UserGuid).Distinct().ToArray();
        var users = await presentation.Session.QueryAsync<User>("select * from users where guid in @guids order by guid", new { guids });
        return [.. users.Select(user => UserJson.Of(user, presentation.Links))];
    }
}
