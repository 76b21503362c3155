using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Model.Apps;
using Ingot.Model.Processes;

namespace Ingot.Storage.AuditEvents;

/// <summary>What <c>cf events</c> shows of an instance that is moved. CF v3 audit event <c>audit.app.process.rescheduling</c>.</summary>
public sealed record ReschedulingEvent(string Instance, int Index, string CellId, string Reason)
{
    /// <summary>Nothing happens when the app has been deleted meanwhile.</summary>
    public async Task WriteAsync(DbSession session, string processGuid)
    {
        var process = await session.FindAsync<AppProcess>(processGuid);
        if (process is null || await session.FindAsync<App>(process.AppGuid) is not { } app)
            return;
        var data = JsonSerializer.Serialize(this, ReschedulingEventJson.Default.ReschedulingEvent);
        await session.InsertEventAsync(app, "audit.app.process.rescheduling", "process", process.Guid, process.Type, data);
    }
}

/// <summary>The shape of <see cref="ReschedulingEvent"/> in an event's data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReschedulingEvent))]
internal sealed partial class ReschedulingEventJson : JsonSerializerContext;
