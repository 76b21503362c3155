using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>Random clusters: tight and roomy, healthy and broken, with strays, duplicates and crashes.</summary>
internal static class RandomSnapshots
{
    private static readonly string[] Versions = ["v1", "v1", "v1", "v0"];

    /// <summary>Anything that can be, however unlikely.</summary>
    public static Arbitrary<ClusterSnapshot> Any { get; } =
        Arb.From(
            from cells in Cells(Gen.Elements(CellCondition.Usable, CellCondition.Usable, CellCondition.Usable, CellCondition.Silent), 2048)
            from draining in Gen.Elements(true, false, false).ArrayOf(cells.Length)
            from desired in Processes()
            from routed in Gen.Elements(true, false).ArrayOf(desired.Length)
            from actual in Instances(cells, InstanceState.Running, InstanceState.Starting, InstanceState.Stopping, InstanceState.Stopped)
            from crashes in Crashes()
            select Some.Snapshot(
                [.. cells.Zip(draining, (cell, isDraining) => cell with { IsDraining = isDraining })],
                [.. desired.Zip(routed, (process, hasSpares) => process with { HasSpares = hasSpares })],
                actual,
                crashes
            )
        );

    /// <summary>Healthy cells with room for everything, with or without something running.</summary>
    public static Arbitrary<ClusterSnapshot> Roomy { get; } =
        Arb.From(
            from cells in Cells(Gen.Constant(CellCondition.Usable), 163840)
            from desired in Processes()
            from actual in Instances(cells, InstanceState.Running, InstanceState.Starting, InstanceState.Stopping)
            select Some.Snapshot(cells, desired, actual)
        );

    /// <summary>Healthy roomy cells that run nothing.</summary>
    public static Arbitrary<ClusterSnapshot> Fresh { get; } =
        Arb.From(
            from cells in Cells(Gen.Constant(CellCondition.Usable), 163840)
            from desired in Processes()
            select Some.Snapshot(cells, desired)
        );

    private static Gen<SchedulableCell[]> Cells(Gen<CellCondition> conditions, int mostMemoryMb) =>
        from count in Gen.Choose(1, 9)
        from zones in Gen.Choose(1, 3)
        from parts in (
            from memory in Gen.Choose(mostMemoryMb / 4, mostMemoryMb)
            from places in Gen.Choose(mostMemoryMb > 4096 ? 150 : 1, 200)
            from condition in conditions
            select (memory, places, condition)
        ).ArrayOf(count)
        select parts
            .Select(
                (part, number) =>
                    Some.Cell($"c{number}", $"z{number % zones}", part.memory, part.memory * 2, part.places, part.condition)
            )
            .ToArray();

    private static Gen<DesiredProcess[]> Processes() =>
        from count in Gen.Choose(0, 6)
        from parts in (
            from instances in Gen.Choose(0, 12)
            from memory in Gen.Elements(64, 128, 256, 512)
            select (instances, memory)
        ).ArrayOf(count)
        select parts.Select((part, number) => Some.Process($"p{number}", part.instances, part.memory)).ToArray();

    private static Gen<ActualInstance[]> Instances(SchedulableCell[] cells, params InstanceState[] states) =>
        from count in Gen.Choose(0, 25)
        from parts in (
            from process in Gen.Choose(0, 6)
            from index in Gen.Choose(0, 13)
            from version in Gen.Elements(Versions)
            from state in Gen.Elements(states)
            from cell in Gen.Elements(cells)
            select (process, index, version, state, cell)
        ).ArrayOf(count)
        select parts
            .Select(
                (part, number) =>
                    Some.Instance($"i{number}", part.index, part.cell.Name, $"p{part.process}", part.version, part.state, memoryMb: 64)
            )
            .ToArray();

    private static Gen<CrashHistory[]> Crashes() =>
        from parts in (
            from process in Gen.Choose(0, 5)
            from index in Gen.Choose(0, 5)
            from version in Gen.Elements(Versions)
            from crashes in Gen.Elements(1, 2, 3, 5, 200)
            from secondsAgo in Gen.Choose(0, 200)
            select new CrashHistory($"p{process}", index, version, crashes, Some.Now.AddSeconds(-secondsAgo))
        ).ArrayOf()
        select parts.DistinctBy(crash => (crash.ProcessGuid, crash.Index)).ToArray();
}
