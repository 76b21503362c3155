using Ingot.Simulation.Tests.Bugs;
using Ingot.Simulation.Tests.Schedules;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void Some()
    {
        using var database = new Database();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        if (Environment.GetEnvironmentVariable("INGOT_SIM_SEED") is { } one)
        {
            var schedule = RandomSchedules.Any(int.Parse(one));
            var outcome = World.Run(database, schedule, Bug.None, isTraced: true);
            Console.WriteLine($"{schedule}\n{outcome.Trace}");
            return;
        }
        for (var seed = 1; seed < 50; seed++)
        {
            var outcome = World.Run(database, RandomSchedules.Any(seed), Bug.None);
            Console.WriteLine($"{seed} {watch.ElapsedMilliseconds} {outcome.Settled} {outcome.Deployments} {outcome.Breach}");
        }
    }
}
