using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Spectre.Console;

namespace Ingot.Drill.Report;

/// <summary>What <c>ingot drill --json</c> prints. Part of the contract: scripts read it.</summary>
internal sealed record DrillJson(string App, int Instances, int RequestsPerSecond, bool Interrupted, IReadOnlyList<FaultResult> Faults);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DrillJson))]
internal sealed partial class DrillJsonContext : JsonSerializerContext;

/// <summary>Collects what was seen and tells it: progress as it goes, the table or JSON at the end, the picture in a file.</summary>
internal sealed class DrillReport(IAnsiConsole console, int faults, bool asJson, FileInfo? picture)
{
    private readonly List<Observation> observations = [];
    private readonly List<FaultResult> results = [];
    private string app = "";
    private int instances;
    private int rate;

    /// <summary>How many faults the drill was stopped before; the first result is not one's.</summary>
    private int Left => faults - Math.Max(results.Count - 1, 0);

    /// <exception cref="DrillException">There is no writing the picture.</exception>
    public void Begin(DrilledApp drilled, int requestsPerSecond)
    {
        // Before anything is broken for a picture that nobody gets.
        Keep(TryWriting);
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
    /// <exception cref="DrillException">The picture could not be written; all else is told.</exception>
    public int End()
    {
        if (asJson)
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(new DrillJson(app, instances, rate, Left > 0, results), DrillJsonContext.Default.DrillJson));
        else
            DrillTable.Write(console, results, Left, faults);
        Keep(path => File.WriteAllText(path, DrillPicture.Draw($"{app}, {instances} instances, {rate} requests/s", observations)));
        return results.Exists(result => result.Broken.Count > 0) ? 1 : 0;
    }

    /// <summary>Leaves what is there, or nothing: the drill may yet be refused.</summary>
    private static void TryWriting(string path)
    {
        var isNew = new FileInfo(path) is { Exists: false, LinkTarget: null };
        File.OpenWrite(path).Dispose();
        if (isNew)
            File.Delete(path);
    }

    private void Keep(Action<string> write)
    {
        if (picture is null)
            return;
        try
        {
            write(picture.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DrillException($"--svg {picture.FullName} cannot be written: {exception.Message}");
        }
    }
}
