using FsCheck;
using FsCheck.Fluent;

namespace Ingot.Scheduling.Tests;

/// <summary>Random rollouts of one process with room enough.</summary>
internal static class RandomRollouts
{
    /// <summary>Every index serves in the old version.</summary>
    public static Arbitrary<ClusterSnapshot> Fresh { get; } = Arb.From(Starts());

    public static Arbitrary<History> Histories { get; } = History.Any(Starts(), Happenings());

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
        from happening in Gen.Elements(Happening.ToInstances(number).Concat(Choices(number, condition)).ToArray())
        select happening;

    private static IEnumerable<Happening> Choices(int number, CellCondition condition)
    {
        yield return new($"{number} may follow", snapshot => Limit(snapshot, Math.Max(number, snapshot.Desired[0].Rollout!.Limit ?? int.MaxValue)));
        yield return new("the way back", snapshot => Turn(snapshot, version: "v1", stable: "v1"));
        yield return new("superseded", snapshot => Turn(snapshot, version: "v3", stable: "v1"));
        yield return new(
            $"a cell is {condition}",
            snapshot => snapshot with { Cells = [snapshot.Cells[0] with { Condition = condition }, .. snapshot.Cells.Skip(1)] }
        );
    }

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
