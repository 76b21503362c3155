using System.Text.Json.Serialization;

namespace Ingot.Protocol.Cells;

/// <summary>How a cell and the controller write their messages to one another: JSON, snake case, one message a line in streams.</summary>
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
public sealed partial class CellJson : JsonSerializerContext;
