using System.Text.Json.Serialization;

namespace Ingot.ApiClient.Logs;

/// <summary>How log lines are read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ReadResource))]
internal sealed partial class LogJson : JsonSerializerContext;
