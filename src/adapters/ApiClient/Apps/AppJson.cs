using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Apps;

/// <summary>How apps and their processes are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(EnvironmentResource))]
[JsonSerializable(typeof(NewVariables))]
[JsonSerializable(typeof(AppFeatureResource))]
[JsonSerializable(typeof(NewApp))]
[JsonSerializable(typeof(NewHealthCheck))]
[JsonSerializable(typeof(ListResource<AppResource>))]
[JsonSerializable(typeof(ListResource<ProcessResource>))]
[JsonSerializable(typeof(ListResource<SidecarResource>))]
[JsonSerializable(typeof(StatsResource))]
[JsonSerializable(typeof(ScaleRequest))]
internal sealed partial class AppJson : JsonSerializerContext;
