using System.Text.Json.Serialization;

namespace Ingot.LogCache.Lines;

/// <summary>How much is remembered of one source; numbers are text and names camel case, as the original has it.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record SourceMeta(
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("expired")] long Expired,
    [property: JsonPropertyName("oldestTimestamp")] long OldestTimestamp,
    [property: JsonPropertyName("newestTimestamp")] long NewestTimestamp
);
