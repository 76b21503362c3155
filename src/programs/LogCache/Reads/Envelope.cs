using System.Text.Json.Serialization;
using Ingot.LogCache.Lines;

namespace Ingot.LogCache.Reads;

/// <summary>The answer to a read. Clients refuse members they do not know, so nothing may be added to these records.</summary>
internal sealed record ReadAnswer(EnvelopeBatch Envelopes);

internal sealed record EnvelopeBatch(IReadOnlyList<Envelope> Batch);

/// <summary>One line as loggregator writes it in JSON. loggregator-api v2 "envelope.proto".</summary>
/// <param name="Timestamp">Nanoseconds since 1970; text in JSON, as protobuf has it for 64 bits.</param>
internal sealed record Envelope(
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long Timestamp,
    string SourceId,
    string InstanceId,
    IReadOnlyDictionary<string, string> Tags,
    EnvelopeLog Log
)
{
    public static Envelope From(string sourceId, StoredLine line) =>
        new(line.Timestamp, sourceId, line.Source.InstanceId, line.Source.Tags, new EnvelopeLog(line.Message, line.Error ? "ERR" : "OUT"));
}

/// <param name="Payload">The line's bytes; base64 in JSON.</param>
/// <param name="Type"><c>OUT</c> or <c>ERR</c>.</param>
internal sealed record EnvelopeLog(byte[] Payload, string Type);

/// <summary>What the cache is and how long it has been up.</summary>
/// <param name="Version">Semantic; from 2.0.0 on clients use <c>/api/v1</c>.</param>
/// <param name="VmUptime">Seconds, as text.</param>
internal sealed record InfoAnswer(string Version, string VmUptime);

internal sealed record MetaAnswer(IReadOnlyDictionary<string, SourceMeta> Meta);

/// <summary>A refused read.</summary>
internal sealed record ReadProblem(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReadAnswer))]
[JsonSerializable(typeof(InfoAnswer))]
[JsonSerializable(typeof(MetaAnswer))]
[JsonSerializable(typeof(ReadProblem))]
internal sealed partial class LogCacheJson : JsonSerializerContext;
