using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingot.Lifecycle.Droplets;

/// <summary>CF's <c>staging_info.yml</c>: JSON in spite of its name.</summary>
internal sealed record StagingInfo(string DetectedBuildpack, string StartCommand)
{
    public string ToJson() => JsonSerializer.Serialize(this, StagingInfoJson.Default.StagingInfo);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StagingInfo))]
internal sealed partial class StagingInfoJson : JsonSerializerContext;
