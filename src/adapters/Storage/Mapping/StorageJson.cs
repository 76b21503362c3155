using System.Text.Json.Serialization;
using Ingot.Model.Deployments;
using Ingot.Model.Droplets;
using Ingot.Model.Jobs;
using Ingot.Model.Processes;

namespace Ingot.Storage.Mapping;

/// <summary>How values that are no scalars look inside their columns.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<DropletBuildpack>))]
[JsonSerializable(typeof(List<JobError>))]
[JsonSerializable(typeof(Canary))]
[JsonSerializable(typeof(HealthCheck))]
internal sealed partial class StorageJson : JsonSerializerContext;
