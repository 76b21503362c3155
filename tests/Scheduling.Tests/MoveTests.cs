using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

public sealed class MoveTests
{
    [Fact]
    public void A_starting_spare_stays_while_a_cell_may_hold_the_instance_it_is_for()
    {
        var cells = Some.ThreeZones();
        cells[2] = cells[2] with { Condition = CellCondition.Unheard, IsDraining = true };
        var snapshot = Some.Snapshot(
            cells,
            [Some.Process(instances: 1) with { HasSpares = true }],
            [Some.Instance("spare", 1, "z1-0") with { State = InstanceState.Starting, IsRoutable = false }]
        );

        Assert.Empty(snapshot.Stops());
    }
}
