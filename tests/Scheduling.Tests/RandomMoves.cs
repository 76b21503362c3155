using FsCheck;
using FsCheck.Fluent;

namespace Ingot.Scheduling.Tests;

/// <summary>Two processes that run anywhere, cells that are drained, room that is plentiful or not.</summary>
internal static class RandomMoves
{
    /// <summary>Every index serves; there is room for everything on the cells that are not drained.</summary>
    public static Arbitrary<ClusterSnapshot> Roomy { get; } = Arb.From(Starts(Gen.Constant(8192)));

    public static Arbitrary<History> Histories { get; } = History.Any(Starts(Gen.Choose(512, 2560)), Happenings());

    private static Gen<ClusterSnapshot> Starts(Gen<int> memory) =>
        from cellsPerZone in Gen.Choose(1, 3)
        from memoryMb in memory
        from draining in Gen.Elements(true, false).ArrayOf(3 * cellsPerZone)
        from first in Process("p1", cellsPerZone)
        from second in Process("p2", cellsPerZone)
        select Some.Snapshot(
            [
                .. Some.ThreeZones(cellsPerZone, memoryMb)
                    .Zip(draining, (cell, isDraining) => cell with { IsDraining = isDraining && cell.Name != "z2-0" }),
            ],
            [first.Desired, second.Desired],
            [.. Fitting(first.Instances.Concat(second.Instances), memoryMb)]
        );

    private static Gen<(DesiredProcess Desired, ActualInstance[] Instances)> Process(string guid, int cellsPerZone) =>
        from hasSpares in Gen.Elements(true, true, false)
        from places in (
            from zone in Gen.Choose(1, 3)
            from number in Gen.Choose(0, cellsPerZone - 1)
            select $"z{zone}-{number}"
        ).ArrayOf()
        let cells = places.Take(12).ToArray()
        select (
            Some.Process(guid, cells.Length) with
            {
                HasSpares = hasSpares,
            },
            cells.Select((cell, index) => Some.Instance($"{guid}-{index}", index, cell, guid)).ToArray()
        );

    /// <summary>Cells hold no more than they can.</summary>
    private static IEnumerable<ActualInstance> Fitting(IEnumerable<ActualInstance> instances, int memoryMb) =>
        instances.GroupBy(instance => instance.Cell).SelectMany(cell => cell.Take(memoryMb / 256));

    private static Gen<Happening> Happenings() =>
        from number in Gen.Choose(0, 12)
        from isOn in Gen.Elements(true, false)
        from happening in Gen.Elements(Happening.ToInstances(number).Concat(Choices(number, isOn)).ToArray())
        select happening;

    private static IEnumerable<Happening> Choices(int number, bool isOn)
    {
        yield return new(
            $"cell {number}: draining {isOn}",
            snapshot => Cell(snapshot, number, cell => cell with { IsDraining = isOn })
        );
        yield return new(
            $"cell {number}: silent {isOn}",
            snapshot => Cell(snapshot, number, cell => cell with { Condition = isOn ? CellCondition.Silent : CellCondition.Usable })
        );
        yield return new($"cell {number} has just come", snapshot => Cell(snapshot, number, cell => cell with { UsableSince = snapshot.Now }));
        yield return new($"{number} s pass", snapshot => snapshot with { Now = snapshot.Now.AddSeconds(number) });
    }

    private static ClusterSnapshot Cell(ClusterSnapshot snapshot, int number, Func<SchedulableCell, SchedulableCell> change) =>
        snapshot with
        {
            Cells = [.. snapshot.Cells.Select((cell, at) => at == number % snapshot.Cells.Count ? change(cell) : cell)],
        };
}
