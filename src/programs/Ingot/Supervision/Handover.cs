using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Settings;

namespace Ingot.Supervision;

/// <summary>
/// What a supervisor leaves to the program that follows it in its process. It travels in one environment variable, holds no secret,
/// and may have been written by an older Ingot: what is added later must be optional.
/// </summary>
/// <param name="Lock">Descriptor of the data directory's lock, as <paramref name="PipeReading"/>, <paramref name="PipeWriting"/> and <paramref name="Listeners"/> are descriptors.</param>
/// <param name="Others">Processes to be looked after only until they end.</param>
internal sealed record Handover(
    RawUpOptions Options,
    DateTimeOffset StartedAt,
    int Lock,
    int PipeReading,
    int PipeWriting,
    IReadOnlyList<int> Listeners,
    RoleProcess Controller,
    RoleProcess Router,
    IReadOnlyList<int> Others,
    IReadOnlyList<HandedCell> Cells
)
{
    public const string Variable = "INGOT_HANDOVER";

    /// <summary>The role of a program that is to read it.</summary>
    public const string Role = "resume";

    public string ToJson() => JsonSerializer.Serialize(this, HandoverJson.Default.Handover);

    /// <summary>Reads what this program's predecessor left.</summary>
    public static Handover Read() =>
        Environment.GetEnvironmentVariable(Variable) is { } json
            ? JsonSerializer.Deserialize(json, HandoverJson.Default.Handover)!
            : throw new InvalidOperationException("This is started by `ingot upgrade`, not by hand.");
}

/// <summary>A cell and its process; the process may have ended.</summary>
internal sealed record HandedCell(CellSettings Settings, int Pid);

[JsonSerializable(typeof(Handover))]
internal sealed partial class HandoverJson : JsonSerializerContext;
