using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary><c>cf push</c> of samples/site to the first 200.</summary>
internal static class PushBenchmark
{
    private const int Rounds = 10;

    public static async Task RunAsync(Workbench workbench)
    {
        var push = new Samples("cf push of samples/site to the first 200", "s", goal: 2);
        await using var platform = await RunningPlatform.StartAsync(workbench);
        await platform.LogInAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await platform.CfAsync("push", $"site{round}", "-p", workbench.Sample("site"));
            await platform.WhenAnsweredAsync(platform.AppUrl($"site{round}"));
            push.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        }
        Samples.Print("push", push);
    }
}
