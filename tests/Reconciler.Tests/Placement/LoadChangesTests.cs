using FsCheck;
using FsCheck.Fluent;
using Ingot.Reconciler.Placement;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Tests.Placement;

public sealed class LoadChangesTests
{
    [Fact]
    public void What_is_told_change_by_change_is_planned_like_what_is_loaded_whole() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60),
            Prop.ForAll(
                RandomEvents.Any,
                Arb.From(Gen.Choose(1, 4)),
                (events, eventsPerLoad) =>
                {
                    var world = new World();
                    var changes = new LoadChanges();
                    foreach (var together in events.Chunk(eventsPerLoad))
                    {
                        foreach (var one in together)
                            one.Change(world);
                        var cluster = world.Actual.Current;
                        changes.Take(world.Desired, cluster, world.Crashes, world.Stagings);
                        var whole = LoadSnapshot.Of(RandomEvents.TestTime, world.Desired, cluster, [.. world.Crashes.Values], world.Stagings);
                        if (!Scheduler.Plan(changes.Model, RandomEvents.TestTime).SequenceEqual(Scheduler.Plan(whole)))
                            return false;
                    }
                    return true;
                }
            )
        );
}
