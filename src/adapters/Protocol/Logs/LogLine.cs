namespace Ingot.Protocol.Logs;

/// <summary>One line of output about an app.</summary>
/// <param name="Sequence">Grows by one within the emitter's incarnation; 0 when the emitter does not number its lines.</param>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="SourceType"><c>APP/PROC/WEB</c>, <c>STG</c>, <c>RTR</c>, <c>CELL</c>, <c>HEALTH</c>, <c>API</c>.</param>
/// <param name="InstanceId">The instance's index as text; <c>0</c> where there is none.</param>
/// <param name="Error">True for standard error.</param>
/// <param name="Message">The line without its line end.</param>
public sealed record LogLine(
    long Sequence,
    long Timestamp,
    string AppGuid,
    string SourceType,
    string InstanceId,
    bool Error,
    string Message,
    string? ProcessType = null,
    string? InstanceGuid = null
);
