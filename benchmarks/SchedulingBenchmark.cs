using System.Diagnostics;
using Ingot.Scheduling;

namespace Ingot.Benchmarks;

/// <summary>
/// Plans of an empty and of a full cluster. The peer's figures are published ones of a measurement of Diego's auction with such cells
/// and apps; they were not taken here.
/// </summary>
internal static class SchedulingBenchmark
{
    private const int Rounds = 10;
    private const int SmallChanges = 100;

    /// <summary>Uncounted rounds, which would measure the just-in-time compiler.</summary>
    private const int WarmUp = 5;

    public static Task RunAsync()
    {
        Run(SchedulingMix.Even(100_000, 1000), goalSeconds: 1, diego: "107 s");
        Run(SchedulingMix.Skewed(100_000, 1000), goalSeconds: 1, diego: "107 s");
        Run(SchedulingMix.Even(250_000, 2500), goalSeconds: 3, diego: "965 s");
        Run(SchedulingMix.Skewed(250_000, 2500), goalSeconds: 3, diego: "965 s");
        return Task.CompletedTask;
    }

    private static void Run(SchedulingMix mix, double goalSeconds, string diego)
    {
        var cold = new Samples("cold plan", "s", goalSeconds, Published(diego));
        // On a machine that does other things too, this is what one core alone would need, the collector's threads included.
        var coldProcessor = new Samples("its processor time", "s", goalSeconds);
        PlacementAction[] plan = [];
        for (var round = 0; round < Rounds; round++)
        {
            var usedBefore = Environment.CpuUsage.TotalTime;
            var startedAt = Stopwatch.GetTimestamp();
            plan = Scheduler.Plan(mix.Snapshot([]));
            cold.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
            coldProcessor.Add((Environment.CpuUsage.TotalTime - usedBefore).TotalSeconds);
        }

        var running = mix.Run(plan);
        if (running.Count != mix.Processes.Sum(process => process.Instances))
            throw new InvalidOperationException($"Of {mix.Name} only {running.Count} were placed.");
        var cluster = new RunningCluster(mix, running);
        var skew = new Samples("zone skew, at most", "", goal: 1);
        skew.Add(cluster.ZoneSkew());
        var deviation = new Samples("used memory, deviation", "%", goal: 2, Published("3.7-4.8 %"));
        deviation.Add(cluster.MemoryDeviationPercent());

        var crash = new Samples("one crashed instance", "ms", goal: 1, Published("13-71 ms"));
        var app = new Samples("one new app of 10", "ms", goal: 2);
        var cell = new Samples("one lost cell", "ms", goal: 20);
        for (var round = 0; round < WarmUp; round++)
        {
            cluster.Crash(round)();
            cluster.NewApp(round)();
            cluster.LoseCell(round)();
        }
        GC.Collect();
        for (var round = 0; round < SmallChanges; round++)
        {
            Measure(crash, cluster, () => cluster.Crash(round));
            Measure(app, cluster, () => cluster.NewApp(round));
            Measure(cell, cluster, () => cluster.LoseCell(round));
        }
        Samples.Print(mix.Name, cold, coldProcessor, skew, deviation, crash, app, cell);
    }

    private static Peer Published(string figure) => new("Diego, published", figure);

    /// <summary>Times the change and its plan; that it is undone, and planned again, is not timed.</summary>
    private static void Measure(Samples samples, RunningCluster cluster, Func<Action> change)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var undo = change();
        samples.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
        undo();
        cluster.Plan(starts: 0);
    }
}
