using System.Text.Json;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Events;

/// <summary>An audit event.</summary>
public sealed record EventResource
{
    public required string Type { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public ActorResource? Actor { get; init; }
    public JsonElement? Data { get; init; }
}

/// <summary>Who did it.</summary>
public sealed record ActorResource
{
    public string? Name { get; init; }
}

/// <summary>Requests about audit events.</summary>
public static class EventCalls
{
    /// <summary>The newest events about a resource, newest first; one page of them.</summary>
    public static async Task<List<EventResource>> RecentEventsAsync(this ApiConnection api, string targetGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/audit_events?target_guids={targetGuid}&order_by=-created_at&page=1", EventJson.Default.ListResourceEventResource, cancellationToken)).Resources;
}
