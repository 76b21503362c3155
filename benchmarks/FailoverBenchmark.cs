using System.Text.Json;

namespace Ingot.Benchmarks;

/// <summary>
/// One of three zones dies under 500 requests a second, GET and POST, on new and on kept connections, none sent twice: what the product's own
/// drill measures from the second before to the second after, the answers timed from when they were due.
/// </summary>
internal static class FailoverBenchmark
{
    private const int Rounds = 10;
    private const int Instances = 6;
    private const int ManyRounds = 3;
    private const int Many = 60;

    public static async Task RunAsync(Workbench workbench)
    {
        var late = new Samples("a zone dies under 500 requests/s: 99.9th percentile of the answers", "ms", goal: 250);
        var slowest = new Samples("the slowest answer", "ms", goal: 1000);
        var forbidden = new Samples("requests that failed and must not", "", goal: 0);
        var recovered = new Samples("until all run again and the zone has its cells back", "s", goal: 3);
        await using var platform = await RunningPlatform.StartAsync(workbench);
        await platform.LogInAsync();
        using var app = await SmallApp.PushAsync(platform, Instances, start: TimeSpan.FromSeconds(0.2));
        for (var round = 0; round < Rounds; round++)
        {
            var (killed, _) = await DrillAsync(platform, "kill-zone");
            late.Add(killed.GetProperty("p999_ms").GetDouble());
            slowest.Add(killed.GetProperty("slowest_ms").GetDouble());
            forbidden.Add(killed.GetProperty("forbidden").GetInt32());
            recovered.Add(killed.GetProperty("recovered_seconds").GetDouble());
        }
        Samples.Print("failover", late, slowest, forbidden, recovered);
        await RunManyAsync(platform, app);
    }

    private static async Task RunManyAsync(RunningPlatform platform, SmallApp app)
    {
        var back = new Samples("a zone dies: until all run again and it has its cells back", "s", goal: 3);
        var even = new Samples("a zone is restored: until it has its third", "s", goal: 30);
        var forbidden = new Samples("requests that failed and must not", "", goal: 0);
        await app.ScaleAsync(Many);
        for (var round = 0; round < ManyRounds; round++)
        {
            var (killed, restored) = await DrillAsync(platform, "kill-zone,restore");
            back.Add(killed.GetProperty("recovered_seconds").GetDouble());
            even.Add(restored.GetProperty("recovered_seconds").GetDouble());
            forbidden.Add(killed.GetProperty("forbidden").GetInt32() + restored.GetProperty("forbidden").GetInt32());
        }
        Samples.Print($"failover of {Many} instances", back, even, forbidden);
    }

    /// <summary>Returns the first fault and the last, which may be the same; before them comes a time without any.</summary>
    private static async Task<(JsonElement First, JsonElement Last)> DrillAsync(RunningPlatform platform, string faults)
    {
        using var report = JsonDocument.Parse(await platform.DrillAsync(SmallApp.Name, "--only", faults, "--requests-per-second", "500"));
        var all = report.RootElement.GetProperty("faults").EnumerateArray().Where(fault => fault.GetProperty("fault").GetString() != "calm").ToList();
        return (all[0].Clone(), all[^1].Clone());
    }
}
