namespace Ingot.Protocol.Logs;

/// <summary>Who lines are from.</summary>
/// <param name="SourceType"><c>APP/PROC/WEB</c>, <c>STG</c>, <c>RTR</c>, <c>CELL</c>, <c>HEALTH</c>, <c>API</c>, <c>LGR</c>.</param>
/// <param name="InstanceId">The instance's index as text; <c>0</c> where there is none.</param>
public sealed record LogSource(
    string AppGuid,
    string SourceType,
    string InstanceId,
    string? ProcessType = null,
    string? InstanceGuid = null,
    string? ProcessGuid = null
);
