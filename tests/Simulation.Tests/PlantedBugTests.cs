using Ingot.Simulation.Tests.Bugs;
using Ingot.Simulation.Tests.Schedules;

namespace Ingot.Simulation.Tests;

/// <summary>A bug of the kind that the simulation is there for is found soon, and its story is short.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 1000;
    private const int FewSteps = 4;

    [Fact]
    public void A_stop_that_waits_for_no_router_is_found() => Find(new HastyAcknowledgement(), "no signal before");

    [Fact]
    public void An_end_that_is_told_too_early_is_found() => Find(new EarlyEnd(), "an index has one holder");

    [Fact]
    public void Silence_that_is_taken_for_emptiness_is_found() => Find(new BelievedSilence(), "an index has one holder");

    private void Find(Bug bug, string law)
    {
        var finding = new Campaign(RandomSchedules.Any, bug).Run(Seeds);

        Assert.NotNull(finding);
        output.WriteLine(finding.ToString());
        Assert.StartsWith(law, finding.Breach.Law, StringComparison.Ordinal);
        Assert.InRange(finding.Schedule.Steps.Count, 1, FewSteps);
    }
}
