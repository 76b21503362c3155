namespace Ingot.Scheduling.Tests;

public sealed class SizeTests
{
    [Theory]
    [InlineData(100, 1000)]
    [InlineData(20_000, 5)]
    public void A_hundred_thousand_instances_are_placed_on_a_thousand_cells(int processes, int instances)
    {
        var desired = Enumerable.Range(0, processes).Select(number => Some.Process($"p{number:D5}", instances)).ToArray();
        var snapshot = Some.Snapshot(Some.ThreeZones(cellsPerZone: 334, memoryMb: 65536), desired);

        var plan = Scheduler.Plan(snapshot);

        Assert.Equal(100_000, plan.OfType<PlacementAction.Start>().Count());
        Assert.Empty(Scheduler.Plan(snapshot.Apply(plan)));
    }
}
