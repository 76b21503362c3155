using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>A rollout as it begins, and what happens while it goes on.</summary>
internal sealed record RolloutHistory(ClusterSnapshot Start, Happening[] Happenings);

/// <summary>Random rollouts of one process with room enough.</summary>
internal static class RandomRollouts
{
    /// <summary>Every index serves in the old version.</summary>
    public static Arbitrary<ClusterSnapshot> Fresh { get; } = Arb.From(Starts());

    public static Arbitrary<RolloutHistory> Histories { get; } =
        Arb.From(
            from start in Starts()
            from happenings in Happenings().ArrayOf()
            select new RolloutHistory(start, happenings),
            history =>
                history.Happenings.Select(
                    (_, left) => history with { Happenings = [.. history.Happenings.Where((_, number) => number != left)] }
                )
        );

    private static Gen<ClusterSnapshot> Starts() =>
        from instances in Gen.Choose(0, 8)
        from maxInFlight in Gen.Choose(1, 5)
        from hasSpares in Gen.Elements(true, true, true, false)
        from limit in Gen.Elements<int?>(null, null, 0, 1, 3)
        from cellsPerZone in Gen.Choose(1, 3)
        select Some.Snapshot(
            Some.ThreeZones(cellsPerZone),
            [Some.Rolling(instances, maxInFlight, hasSpares, limit: limit)],
            [.. Enumerable.Range(0, instances).Select(index => Some.Instance($"i{index}", index, $"z{index % 3 + 1}-0", version: "v1"))]
        );

    private static Gen<Happening> Happenings() =>
        from number in Gen.Choose(0, 12)
        from condition in Gen.Elements(CellCondition.Usable, CellCondition.Silent, CellCondition.Unheard)
        from happening in Gen.Elements(Choices(number, condition).ToArray())
        select happening;

    private static IEnumerable<Happening> Choices(int number, CellCondition condition)
    {
        // Most of the time things just go on.
        for (var i = 0; i < 3; i++)
            yield return new("what starts runs, what stops is gone", snapshot => snapshot.Settle());
        yield return new($"one of {number} goes on", snapshot => One(snapshot, number, GoOn));
        yield return new($"one of {number} ends", snapshot => One(snapshot, number, _ => null));
        yield return new($"one of {number} is not ready", snapshot => One(snapshot, number, instance => instance with { IsRoutable = false }));
        yield return new($"scaled to {number}", snapshot => snapshot with { Desired = [snapshot.Desired[0] with { Instances = number }] });
        yield return new($"{number} may follow", snapshot => Limit(snapshot, Math.Max(number, snapshot.Desired[0].Rollout!.Limit ?? int.MaxValue)));
        yield return new("the way back", snapshot => Turn(snapshot, version: "v1", stable: "v1"));
        yield return new("superseded", snapshot => Turn(snapshot, version: "v3", stable: "v1"));
        yield return new(
            $"a cell is {condition}",
            snapshot => snapshot with { Cells = [snapshot.Cells[0] with { Condition = condition }, .. snapshot.Cells.Skip(1)] }
        );
    }

    public static ActualInstance? GoOn(ActualInstance instance) =>
        instance.State == InstanceState.Stopping ? null : instance with { State = InstanceState.Running, IsRoutable = true };

    private static ClusterSnapshot One(ClusterSnapshot snapshot, int number, Func<ActualInstance, ActualInstance?> change) =>
        snapshot with
        {
            Actual =
            [
                .. snapshot
                    .Actual.Select((instance, at) => at == number % snapshot.Actual.Count ? change(instance) : instance)
                    .OfType<ActualInstance>(),
            ],
        };

    private static ClusterSnapshot Limit(ClusterSnapshot snapshot, int? limit) =>
        snapshot with
        {
            Desired = [snapshot.Desired[0] with { Rollout = snapshot.Desired[0].Rollout! with { Limit = limit } }],
        };

    private static ClusterSnapshot Turn(ClusterSnapshot snapshot, string version, string stable) =>
        snapshot with
        {
            Desired = [snapshot.Desired[0] with { Version = version, Rollout = snapshot.Desired[0].Rollout! with { StableVersion = stable } }],
        };
}
