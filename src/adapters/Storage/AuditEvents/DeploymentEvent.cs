using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Model.Apps;

namespace Ingot.Storage.AuditEvents;

/// <summary>What <c>cf events</c> shows of a deployment that was rolled back by itself. CF v3 audit event <c>audit.app.deployment.cancel</c>.</summary>
public sealed record DeploymentEvent(string DeploymentGuid, string DropletGuid, string Reason)
{
    /// <summary>Nothing happens when the app has been deleted meanwhile.</summary>
    public async Task WriteAsync(DbSession session, string appGuid)
    {
        if (await session.FindAsync<App>(appGuid) is not { } app)
            return;
        var data = JsonSerializer.Serialize(this, DeploymentEventJson.Default.DeploymentEvent);
        await session.InsertEventAsync(app, "audit.app.deployment.cancel", "deployment", DeploymentGuid, "Ingot", data);
    }
}

/// <summary>The shape of <see cref="DeploymentEvent"/> in an event's data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeploymentEvent))]
internal sealed partial class DeploymentEventJson : JsonSerializerContext;
