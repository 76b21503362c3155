using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Platform;

/// <summary>How what the platform offers is read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RootResource))]
[JsonSerializable(typeof(ListResource<StackResource>))]
[JsonSerializable(typeof(ListResource<InstalledBuildpackResource>))]
[JsonSerializable(typeof(ListResource<FeatureFlagResource>))]
internal sealed partial class PlatformJson : JsonSerializerContext;
