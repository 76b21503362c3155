using System.Globalization;
using Ingot.Simulation.Tests.Bugs;
using Ingot.Simulation.Tests.Schedules;

namespace Ingot.Simulation.Tests;

/// <summary>Whatever happens to a platform, in whatever order, no law is broken.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int FewSeeds = 200;
    private const int ManySeeds = 10_000;
    private const int DeploymentSeeds = 600;

    [Fact]
    public void Random_faults_break_no_law() => Run(RandomSchedules.Any, FewSeeds);

    [Fact]
    [Trait("Length", "long")]
    public void Random_faults_break_no_law_in_ten_thousand_seeds() => Run(RandomSchedules.Any, ManySeeds);

    [Fact]
    [Trait("Length", "long")]
    public void A_thousand_rolling_deployments_break_no_law()
    {
        var campaign = Run(RandomSchedules.Deployments, DeploymentSeeds);

        Assert.True(campaign.Deployments >= 1000 || Seed is not null, $"only {campaign.Deployments} deployments came to their end");
    }

    [Fact]
    public void A_seed_repeats_exactly()
    {
        var campaign = new Campaign(RandomSchedules.Any, Bug.None);

        Assert.Equal(campaign.Tell(seed: 1), campaign.Tell(seed: 1));
    }

    /// <summary>The only seed to run, whose story is told.</summary>
    private static int? Seed => Read("INGOT_SIM_SEED");

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private Campaign Run(Func<int, Schedule> schedules, int seeds)
    {
        var campaign = new Campaign(schedules, Bug.None);
        if (Seed is { } seed)
        {
            var story = campaign.Tell(seed);
            output.WriteLine(story);
            Assert.DoesNotContain("BROKEN", story);
            return campaign;
        }
        var finding = campaign.Run(Read("INGOT_SIM_SEEDS") ?? seeds);
        Assert.True(finding is null, finding?.ToString());
        output.WriteLine($"{campaign.Deployments} deployments; at most {campaign.WorstSettled.TotalSeconds} s from the last fault to rest");
        return campaign;
    }
}
