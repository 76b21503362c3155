using System.Text.Json.Serialization;
using Ingot.LogCache.Lines;

namespace Ingot.LogCache.Reads;

/// <summary>What the cache is and how long it has been up.</summary>
/// <param name="Version">Semantic; from 2.0.0 on clients use <c>/api/v1</c>.</param>
/// <param name="VmUptime">Seconds, as text.</param>
internal sealed record InfoAnswer(string Version, string VmUptime);

internal sealed record MetaAnswer(IReadOnlyDictionary<string, SourceMeta> Meta);

/// <summary>A refused read.</summary>
internal sealed record ReadProblem(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InfoAnswer))]
[JsonSerializable(typeof(MetaAnswer))]
[JsonSerializable(typeof(ReadProblem))]
internal sealed partial class LogCacheJson : JsonSerializerContext;
