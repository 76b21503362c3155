using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;

namespace Ingot.Storage.AuditEvents;

/// <summary>Events of an app that no user caused.</summary>
internal static class AppEvents
{
    public static async Task InsertEventAsync(
        this DbSession session,
        App app,
        string type,
        string actorType,
        string actorGuid,
        string actorName,
        string data
    ) =>
        await session.InsertAsync(
            new AuditEvent
            {
                Guid = Guid.NewGuid().ToString(),
                Type = type,
                ActorGuid = actorGuid,
                ActorType = actorType,
                ActorName = actorName,
                TargetGuid = app.Guid,
                TargetType = "app",
                TargetName = app.Name,
                Data = data,
                SpaceGuid = app.SpaceGuid,
                OrganizationGuid = await session.ScalarAsync<string?>(
                    "select organization_guid from spaces where guid = @SpaceGuid",
                    new { app.SpaceGuid }
                ),
            }
        );
}
