using System.Text.Json.Serialization;

namespace Ingot.Protocol.Supervisor;

/// <summary>How the supervisor writes its messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(CellProcesses))]
[JsonSerializable(typeof(PlatformStatus))]
[JsonSerializable(typeof(UpgradeRequest))]
[JsonSerializable(typeof(UpgradeProgress))]
public sealed partial class SupervisorJson : JsonSerializerContext;
