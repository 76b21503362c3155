using System.Text.Json.Serialization;

namespace Ingot.ApiClient.Jobs;

/// <summary>How jobs are read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(JobResource))]
internal sealed partial class JobJson : JsonSerializerContext;
