using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Packages;

/// <summary>How packages, builds and droplets are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ListResource<PackageResource>))]
[JsonSerializable(typeof(ListResource<DropletResource>))]
[JsonSerializable(typeof(ListResource<BuildResource>))]
[JsonSerializable(typeof(NewPackage))]
[JsonSerializable(typeof(NewBuild))]
[JsonSerializable(typeof(NewDroplet))]
[JsonSerializable(typeof(MatchResources))]
[JsonSerializable(typeof(ManifestDiffResource))]
[JsonSerializable(typeof(RelationResource))]
internal sealed partial class PackageJson : JsonSerializerContext;
