using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Spectre.Console;

namespace Ingot.Drill.Report;

/// <summary>What <c>ingot drill --json</c> prints. Part of the contract: scripts read it.</summary>
internal sealed record DrillJson(string App, int Instances, int RequestsPerSecond, IReadOnlyList<FaultResult> Faults);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DrillJson))]
internal sealed partial class DrillJsonContext : JsonSerializerContext;

/// <summary>Collects what was seen and tells it: progress as it goes, the table or JSON at the end, the picture in a file.</summary>
internal sealed class DrillReport(bool asJson, FileInfo? picture)
{
    private readonly List<Observation> observations = [];
    private readonly List<FaultResult> results = [];
    private string app = "";
    private int instances;
    private int rate;

    public void Begin(DrilledApp drilled, int requestsPerSecond)
    {
        (app, instances, rate) = (drilled.Name, drilled.Instances, requestsPerSecond);
        Say($"Drilling {app}: {instances} instances, {rate} requests/s to {drilled.Url}");
    }

    /// <summary>Progress goes where it does not disturb who reads the result.</summary>
    public void Say(string line) => Console.Error.WriteLine(line);

    public void Add(Observation seen)
    {
        observations.Add(seen);
        results.Add(FaultResult.Of(seen));
        foreach (var broken in results[^1].Broken)
            Say($"{seen.Fault}: BROKEN: {broken}");
    }

    /// <summary>Tells everything; returns the exit status: 1 when a promise was broken.</summary>
    public int End()
    {
        if (picture is not null)
            File.WriteAllText(picture.FullName, DrillPicture.Draw($"{app}, {instances} instances, {rate} requests/s", observations));
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(new DrillJson(app, instances, rate, results), DrillJsonContext.Default.DrillJson));
        else
            DrillTable.Write(AnsiConsole.Console, results);
        return results.Exists(result => result.Broken.Count > 0) ? 1 : 0;
    }
}
