using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Lifecycle.Commands;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>A Python of this machine, as it describes itself (probe.py).</summary>
/// <param name="Executable">Where it really is; a version manager's shim on PATH is somewhere else.</param>
/// <param name="Requirements">Distributions the app requires.</param>
/// <param name="Missing">Why each unmet requirement is unmet; empty when the interpreter can run the app as it is.</param>
/// <param name="Scripts">Commands of the required distributions, as <c>module:function</c>.</param>
/// <param name="Pip">Whether it can install.</param>
/// <param name="Ensurepip">Whether it can make a pip; Debian splits that off into python3-venv.</param>
internal sealed record Interpreter(
    string Executable,
    string Version,
    IReadOnlyList<string> Requirements,
    IReadOnlyList<string> Missing,
    IReadOnlyDictionary<string, string> Scripts,
    bool Pip,
    bool Ensurepip
)
{
    private static readonly Lazy<string> Probe = new(ReadProbe);

    /// <summary>Every Python 3 of the machine, in the order in which it is found, judged against the requirement files.</summary>
    public static async Task<IReadOnlyList<Interpreter>> FindAllAsync(
        Machine machine,
        string folder,
        IReadOnlyList<string> requirementFiles,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Interpreter>();
        foreach (var program in machine.FindAll("python3"))
        {
            var outcome = await new Command(program, ["-c", Probe.Value, .. requirementFiles]) { Directory = folder }.RunQuietlyAsync(
                cancellationToken
            );
            if (
                outcome.Succeeded
                && Parse(outcome.Output) is { } interpreter
                && found.TrueForAll(other => other.Executable != interpreter.Executable)
            )
                found.Add(interpreter);
        }

        return found;
    }

    private static Interpreter? Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, InterpreterJson.Default.Interpreter);
        }
        catch (JsonException)
        {
            // Something called python3 that is no Python we know.
            return null;
        }
    }

    private static string ReadProbe()
    {
        using var reader = new StreamReader(typeof(Interpreter).Assembly.GetManifestResourceStream("probe.py")!);
        return reader.ReadToEnd();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Interpreter))]
internal sealed partial class InterpreterJson : JsonSerializerContext;
