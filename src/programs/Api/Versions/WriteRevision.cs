using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Model.Revisions;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Versions;

/// <summary>Writes down what apps are started with.</summary>
internal static class WriteRevision
{
    /// <summary>
    /// The revision an app's next versions belong to: that of the last ones when nothing has changed since, else a further one. Null for
    /// an app that does not keep any.
    /// </summary>
    /// <param name="session">The transaction of the start.</param>
    /// <param name="caller">Who starts it.</param>
    /// <param name="app">With the droplet and environment it is to have.</param>
    /// <param name="target">What it has been brought back to, or null. To bring back what is there is refused.</param>
    public static async Task<Revision?> ReviseAsync(this DbSession session, Caller caller, App app, Revision? target = null)
    {
        if (!app.RevisionsEnabled || app.CurrentDropletGuid is null)
            return null;
        var processes = await session.QueryAsync<AppProcess>("select * from processes where app_guid = @Guid", new { app.Guid });
        // Not the newest: a cancelled deployment leaves its own behind.
        var last = await session.FindFirstAsync<Revision>(
            """
            select r.* from revisions r join process_versions v on v.revision_guid = r.guid join processes p on p.version = v.version
            where p.app_guid = @Guid order by r.version desc limit 1
            """,
            new { app.Guid }
        );
        var newest = await session.ScalarAsync<int?>("select max(version) from revisions where app_guid = @Guid", new { app.Guid });
        var revision = new Revision
        {
            Guid = Guid.NewGuid().ToString(),
            AppGuid = app.Guid,
            Version = (newest ?? 0) + 1,
            DropletGuid = app.CurrentDropletGuid,
            Environment = app.EnvironmentVariables,
            Commands = processes.ToDictionary(process => process.Type, process => process.Command),
        };
        var changes = last is null ? ["Initial revision."] : revision.ChangesFrom(last).Order(StringComparer.Ordinal).ToList();
        if (changes.Count == 0)
            return target is null ? last : throw NothingToRollBack();
        if (target is not null)
            changes.Add($"Rolled back to revision {target.Version}.");
        revision.Description = string.Join(' ', changes);
        await session.InsertAsync(revision);
        await session.ExecuteAsync(
            "delete from revisions where app_guid = @AppGuid and version <= @outdated",
            new { revision.AppGuid, outdated = revision.Version - Revision.Kept }
        );
        var data = new JsonObject { ["revision_guid"] = revision.Guid, ["revision_version"] = revision.Version, ["droplet_guid"] = revision.DropletGuid };
        await session.AuditAsync(caller, "audit.app.revision.create", app, data);
        return revision;
    }
    private static ApiException NothingToRollBack() =>
        Errors.Unprocessable.With("Unable to rollback. The code and configuration you are rolling back to is the same as the deployed revision.");
}
