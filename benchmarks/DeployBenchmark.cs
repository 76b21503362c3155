using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary>A rolling deployment of 10 instances that start in 0.2 s, one at a time: from the command to its end.</summary>
internal static class DeployBenchmark
{
    private const int Instances = 10;
    private const int Rounds = 10;

    public static async Task RunAsync(Workbench workbench)
    {
        var deploy = new Samples(
            $"cf restart --strategy rolling of {Instances} instances",
            "s",
            goal: 8,
            new Peer("Cloud Foundry, by its 5 s ticks", $"≥ {Instances * 5} s")
        );
        await using var platform = await RunningPlatform.StartAsync(workbench);
        await platform.LogInAsync();
        using var app = await SmallApp.PushAsync(platform, Instances, start: TimeSpan.FromSeconds(0.2));
        for (var round = 0; round < Rounds; round++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await platform.CfAsync("restart", SmallApp.Name, "--strategy", "rolling");
            deploy.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        }
        Samples.Print("deploy", deploy);
    }
}
