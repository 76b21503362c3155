using System.Text.Json.Nodes;
using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;
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
        session.AuditAsync(caller, type, "app", app.Guid, app.Name, app.SpaceGuid, data);

    public static Task AuditAsync(this DbSession session, Caller caller, string type, Route route, JsonObject? data = null) =>
        session.AuditAsync(caller, type, "route", route.Guid, route.Host, route.SpaceGuid, data);

    private static async Task AuditAsync(
        this DbSession session,
        Caller caller,
        string type,
        string targetType,
        string targetGuid,
        string targetName,
        string spaceGuid,
        JsonObject? data
    )
    {
        var space = await session.GetAsync<Space>(spaceGuid);
        await session.InsertAsync(
            new AuditEvent
            {
                Guid = Guid.NewGuid().ToString(),
                Type = type,
                ActorGuid = caller.UserGuid,
                ActorType = "user",
                ActorName = caller.UserName,
                TargetGuid = targetGuid,
                TargetType = targetType,
                TargetName = targetName,
                Data = data?.ToJsonString() ?? "{}",
                SpaceGuid = space.Guid,
                OrganizationGuid = space.OrganizationGuid,
            }
        );
    }
}
