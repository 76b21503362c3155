using System.Text.Json.Nodes;
using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;
using Ingot.Model.Organizations;
using Ingot.Model.Routes;
using Ingot.Model.Spaces;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.AuditEvents;

/// <summary>Writes who did what, in the transaction that does it.</summary>
internal static class Audit
{
    /// <param name="session">The transaction of the change.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="type">E.g. <c>audit.app.start</c>.</param>
    /// <param name="app">What it is made to.</param>
    /// <param name="data">What clients show beside it; never a secret.</param>
    public static Task AuditAsync(this DbSession session, Caller caller, string type, App app, JsonObject? data = null) =>
        session.AuditInSpaceAsync(caller, type, new Target("app", app.Guid, app.Name), app.SpaceGuid, data);

    public static Task AuditAsync(this DbSession session, Caller caller, string type, Route route, JsonObject? data = null) =>
        session.AuditInSpaceAsync(caller, type, new Target("route", route.Guid, route.Host), route.SpaceGuid, data);

    public static Task AuditAsync(this DbSession session, Caller caller, string type, Space space) =>
        session.AuditAsync(caller, type, new Target("space", space.Guid, space.Name), space.Guid, space.OrganizationGuid, data: null);

    public static Task AuditAsync(this DbSession session, Caller caller, string type, Organization organization) =>
        session.AuditAsync(caller, type, new Target("organization", organization.Guid, organization.Name), null, organization.Guid, data: null);

    private static async Task AuditInSpaceAsync(this DbSession session, Caller caller, string type, Target target, string spaceGuid, JsonObject? data)
    {
        var space = await session.GetAsync<Space>(spaceGuid);
        await session.AuditAsync(caller, type, target, space.Guid, space.OrganizationGuid, data);
    }

    private static Task AuditAsync(
        this DbSession session,
        Caller caller,
        string type,
        Target target,
        string? spaceGuid,
        string organizationGuid,
        JsonObject? data
    ) =>
        session.InsertAsync(
            new AuditEvent
            {
                Guid = Guid.NewGuid().ToString(),
                Type = type,
                ActorGuid = caller.UserGuid,
                ActorType = "user",
                ActorName = caller.UserName,
                TargetGuid = target.Guid,
                TargetType = target.Type,
                TargetName = target.Name,
                Data = data?.ToJsonString() ?? "{}",
                SpaceGuid = spaceGuid,
                OrganizationGuid = organizationGuid,
            }
        );

    private sealed record Target(string Type, string Guid, string Name);
}
