using System.Text.Json.Serialization;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Routes;
using Ingot.Protocol.Supervisor;

namespace Ingot.Protocol;

/// <summary>How the platform's processes write their messages to one another: JSON, snake case, one message a line in streams.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(InstanceDescription))]
[JsonSerializable(typeof(InstanceStatus))]
[JsonSerializable(typeof(InstanceUsage[]))]
[JsonSerializable(typeof(StagingDescription))]
[JsonSerializable(typeof(StagingResult))]
[JsonSerializable(typeof(CellEvent))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(CellProcesses))]
[JsonSerializable(typeof(PlatformStatus))]
[JsonSerializable(typeof(RouteTableUpdate))]
[JsonSerializable(typeof(RouteTableAck))]
public sealed partial class ProtocolJson : JsonSerializerContext;
