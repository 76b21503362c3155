namespace Ingot.Benchmarks;

/// <summary>From the built launcher to API and router ready, and what the idle platform keeps in memory.</summary>
internal static class StartupBenchmark
{
    private const int Rounds = 11;

    public static async Task RunAsync(Workbench workbench)
    {
        var startup = new Samples("launcher to API and router ready", "s", goal: 1.5);
        var memory = new Samples("idle memory, proportional set size", "MB", goal: 350);
        for (var round = 0; round < Rounds; round++)
        {
            await using var platform = await RunningPlatform.StartAsync(workbench);
            startup.Add(platform.StartedIn.TotalSeconds);
            await platform.LogInAsync();
            memory.Add(platform.ProportionalSetSizeMb());
        }
        Samples.Print("startup", startup, memory);
    }
}
