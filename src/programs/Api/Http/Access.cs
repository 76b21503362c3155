using Ingot.Model.Roles;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Http;

/// <summary>Who may do what. CF v3 "Permitted roles".</summary>
internal static class Access
{
    private static readonly string[] Developers = [RoleTypes.SpaceDeveloper];
    private static readonly string[] Operators = [RoleTypes.SpaceDeveloper, RoleTypes.SpaceSupporter];
    private static readonly string[] OrganizationManagers = [RoleTypes.OrganizationManager];

    /// <summary>Whether every row is readable, whatever roles the caller has.</summary>
    public static bool SeesEverything(this Caller caller) =>
        caller.IsAdmin
        || caller.Scopes.Contains("cloud_controller.admin_read_only")
        || caller.Scopes.Contains("cloud_controller.global_auditor");

    public static void RequireAdmin(this Caller caller)
    {
        if (!caller.IsAdmin)
            throw Errors.NotAuthorized.With();
    }

    /// <summary>For what changes an app: admins and space developers.</summary>
    public static Task RequireDeveloperAsync(this DbSession session, Caller caller, string spaceGuid) =>
        session.RequireAsync(caller, "space_guid", spaceGuid, Developers);

    /// <summary>For what starts, stops and scales an app: space supporters too.</summary>
    public static Task RequireOperatorAsync(this DbSession session, Caller caller, string spaceGuid) =>
        session.RequireAsync(caller, "space_guid", spaceGuid, Operators);

    public static Task RequireOrganizationManagerAsync(this DbSession session, Caller caller, string organizationGuid) =>
        session.RequireAsync(caller, "organization_guid", organizationGuid, OrganizationManagers);

    private static async Task RequireAsync(this DbSession session, Caller caller, string column, string guid, string[] types)
    {
        if (caller.IsAdmin)
            return;
        var roles = await session.ScalarAsync<long>(
            $"select count(*) from roles where user_guid = @UserGuid and {column} = @guid and type in @types",
            new { caller.UserGuid, guid, types }
        );
        if (roles == 0)
            throw Errors.NotAuthorized.With();
    }
}
