using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Model.Apps;
using Ingot.Model.Processes;

namespace Ingot.Storage.AuditEvents;

/// <summary>What <c>cf events</c> shows of a crash. CF v3 audit event <c>app.crash</c>.</summary>
public sealed record CrashEvent(string Instance, int Index, string CellId, string Reason, string ExitDescription, int CrashCount, long CrashTimestamp)
{
    /// <summary>Writes <c>app.crash</c> and <c>audit.app.process.crash</c>. Nothing happens when the app has been deleted meanwhile.</summary>
    public async Task WriteAsync(DbSession session, string processGuid)
    {
        var process = await session.FindAsync<AppProcess>(processGuid);
        if (process is null || await session.FindAsync<App>(process.AppGuid) is not { } app)
            return;
        var data = JsonSerializer.Serialize(this, CrashEventJson.Default.CrashEvent);
        await session.InsertEventAsync(app, "audit.app.process.crash", "process", process.Guid, process.Type, data);
        await session.InsertEventAsync(app, "app.crash", "app", app.Guid, app.Name, data);
    }
}

/// <summary>The shape of <see cref="CrashEvent"/> in an event's data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CrashEvent))]
internal sealed partial class CrashEventJson : JsonSerializerContext;
