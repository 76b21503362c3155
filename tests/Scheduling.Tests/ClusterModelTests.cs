using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

public sealed class ClusterModelTests
{
    /// <summary>Planning from what changed equals planning from everything. The model is planned from after every change, so it also shows that planning leaves it as it is.</summary>
    [Fact]
    public void Planning_from_what_changed_equals_planning_from_everything() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(100),
            Prop.ForAll(
                RandomHistories.Any,
                happenings =>
                {
                    var snapshot = Some.Snapshot(Some.ThreeZones(), []);
                    var model = ClusterModel.Of(snapshot);
                    foreach (var happening in happenings)
                    {
                        var next = happening.Change(snapshot);
                        model.Tell(snapshot, next);
                        snapshot = next;
                        if (!Scheduler.Plan(model, snapshot.Now).SequenceEqual(Scheduler.Plan(snapshot)))
                            return false;
                    }
                    return true;
                }
            )
        );

    [Fact]
    public void A_refused_index_is_started_as_soon_as_room_appears()
    {
        var holder = Some.Instance("i", 0, "c", process: "big", memoryMb: 400);
        var model = ClusterModel.Of(
            Some.Snapshot([Some.Cell("c", "z1", memoryMb: 512)], [Some.Process("big", memoryMb: 400), Some.Process("small")], [holder])
        );
        var refused = Scheduler.Plan(model, Some.Now);

        model.RemoveProcess("big");
        model.RemoveInstance("i");
        var started = Scheduler.Plan(model, Some.Now);

        Assert.Equal([new PlacementAction.Refuse("small", 0, "insufficient resources: memory")], refused);
        Assert.Equal([new PlacementAction.Start("small", "v1", 0, "c")], started);
    }

    [Fact]
    public void A_crashed_index_is_started_when_its_time_has_come_though_nothing_else_changed()
    {
        var model = ClusterModel.Of(Some.Snapshot(Some.ThreeZones(), [Some.Process()], [Some.Instance("i", 0, "z1-0")]));

        model.Set(Some.Instance("i", 0, "z1-0", state: InstanceState.Crashed));
        model.Set(new CrashHistory("p1", 0, "v1", 3, Some.Now));
        var early = Scheduler.Plan(model, Some.Now.AddSeconds(29));
        var late = Scheduler.Plan(model, Some.Now.AddSeconds(30));

        Assert.Equal([new PlacementAction.Wait("p1", 0, Some.Now.AddSeconds(30))], early);
        Assert.Equal([new PlacementAction.Start("p1", "v1", 0, "z1-0")], late);
    }
}
