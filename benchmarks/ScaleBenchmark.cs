using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary>
/// <c>cf scale</c> of a small app to many instances and back: until all are reached through the router, and until nothing of those
/// stopped is left. Between, what the platform costs while nothing happens.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Rounds = 10;
    private const int RoundsOfMost = 3;
    private const int IdleRounds = 3;
    private const int Few = 2;
    private const int Many = 100;
    private const int Most = 250;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Workbench workbench)
    {
        var many = new Samples($"{Few} to {Many} instances, all reached", "s", goal: 10);
        var most = new Samples($"{Few} to {Most} instances, all reached", "s", goal: 30);
        var back = new Samples($"back to {Few}, no process and no file left", "s", goal: 10);
        var idle = new Samples($"processor of the platform, {Many} idle instances", "% of a core", goal: 3);
        await using var platform = await RunningPlatform.StartAsync(workbench, "--cell-memory", "4G");
        await platform.LogInAsync();
        using var app = await SmallApp.PushAsync(platform, Few, start: TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            many.Add(await GrowAsync(app, Many));
            if (round < IdleRounds)
                idle.Add(await IdleAsync(platform));
            back.Add(await ShrinkAsync(platform, app));
        }
        for (var round = 0; round < RoundsOfMost; round++)
        {
            most.Add(await GrowAsync(app, Most));
            back.Add(await ShrinkAsync(platform, app));
        }
        Samples.Print("scale", many, most, back, idle);
    }

    private static async Task<double> GrowAsync(SmallApp app, int instances)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await app.ScaleAsync(instances);
        await app.ReachAllAsync(Enumerable.Range(0, instances));
        return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task<double> ShrinkAsync(RunningPlatform platform, SmallApp app)
    {
        var before = platform.InstanceGuids();
        var startedAt = Stopwatch.GetTimestamp();
        await app.ScaleAsync(Few);
        while (true)
        {
            var kept = platform.InstanceGuids();
            if (kept.Count == Few && RunningPlatform.CountProcesses(before.Except(kept).ToHashSet()) == 0)
                return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            await Task.Delay(50);
        }
    }

    private static async Task<double> IdleAsync(RunningPlatform platform)
    {
        await Task.Delay(Settling);
        var before = platform.ProcessorTime();
        await Task.Delay(Idle);
        return (platform.ProcessorTime() - before) / Idle * 100;
    }
}
