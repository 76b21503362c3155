using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary>
/// A cell with 20 instances of one app, 0.2 s of start each: from `ingot cell drain` to its end, and from `ingot cell restore` to 20
/// instances in each zone again.
/// </summary>
internal static class DrainBenchmark
{
    private const int Rounds = 10;
    private const int PerCell = 20;
    private static readonly string[] zones = ["z1", "z2", "z3"];

    public static async Task RunAsync(Workbench workbench)
    {
        var drain = new Samples($"drain of a cell with {PerCell} instances", "s", goal: 6);
        var back = new Samples("restore of the cell to an even spread", "s", goal: 30);
        await using (var platform = await RunningPlatform.StartAsync(workbench))
        {
            await platform.LogInAsync();
            using var app = await SmallApp.PushAsync(platform, zones.Length * PerCell, start: TimeSpan.FromSeconds(0.2));
            for (var round = 0; round < Rounds; round++)
            {
                var zone = zones[round % zones.Length];
                drain.Add(await TimeAsync(() => platform.IngotAsync("cell", "drain", $"{zone}-0")));
                await platform.IngotAsync("cell", "restore", $"{zone}-0");
                back.Add(await TimeAsync(() => platform.WhenInstancesAsync(Enumerable.Repeat(PerCell, zones.Length))));
            }
        }
        Samples.Print("drain", drain, back);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }
}
