using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Tests.Support;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Tests.Placement;

/// <summary>What placement is decided on, as random events leave it; at first three cells that run nothing, and a process that is to.</summary>
internal sealed class World
{
    private readonly Dictionary<string, CellProcess> processes = [];

    public World()
    {
        foreach (var cell in (string[])["1", "2", "3"])
        {
            List(cell, incarnation: 0, CellProcessState.Running);
            Tell(cell, new CellEvent { Snapshot = RandomEvents.Snapshot(cell, number: 3, []) });
        }
        Desired = RandomEvents.With(Desired, "p0", instances: 3);
    }

    public ActualState Actual { get; } = new();
    public DesiredSnapshot Desired { get; set; } = DesiredSnapshot.Empty;
    public ImmutableDictionary<(string, int), CrashHistory> Crashes { get; set; } = ImmutableDictionary<(string, int), CrashHistory>.Empty;
    public ImmutableDictionary<string, StagingSize> Stagings { get; set; } = ImmutableDictionary<string, StagingSize>.Empty;

    /// <summary>The supervisor's list with this cell in another state, or under another incarnation.</summary>
    public void List(string cell, int incarnation, CellProcessState state)
    {
        processes[cell] = new(cell, "z" + cell, $"{incarnation}", state, 1, "");
        Actual.Apply([.. processes.Values], processes.Keys.ToDictionary(name => name, _ => new CellConnection(new CellClient("/none"))));
    }

    public void Tell(string cell, CellEvent change) => Actual.Apply(cell, processes.GetValueOrDefault(cell)?.Incarnation ?? "", change, DateTimeOffset.UnixEpoch);

    public void Change(string cell, Func<CellView, CellView> change)
    {
        if (Actual.Current.Cells.TryGetValue(cell, out var view))
            Actual.Update(cell, view.Incarnation, change);
    }

    public void Leave(string cell, string guid)
    {
        if (Actual.Current.Cells.TryGetValue(cell, out var view))
            Actual.MarkLeaving(view, guid);
    }
}

/// <summary>Something that changes what placement is decided on.</summary>
internal sealed record Event(string Name, Action<World> Change)
{
    public override string ToString() => Name;
}

/// <summary>Random events in any order, sensible or not.</summary>
internal static class RandomEvents
{
    private static readonly InstanceState[] States = Enum.GetValues<InstanceState>();

    public static Arbitrary<Event[]> Any { get; } =
        Arb.From(Events().ArrayOf(), events => events.Select((_, left) => events.Where((_, number) => number != left).ToArray()));

    private static Gen<Event> Events() =>
        from cell in Gen.Elements("1", "2", "3")
        from number in Gen.Choose(0, 3)
        from process in Gen.Elements("p0", "p1")
        from state in Gen.Elements(States)
        from processState in Gen.Elements(CellProcessState.Running, CellProcessState.Running, CellProcessState.Sweeping, CellProcessState.Gone)
        from happening in Gen.Elements(Choices(cell, number, process, state, processState).ToArray())
        select happening;

    private static IEnumerable<Event> Choices(string cell, int number, string process, InstanceState state, CellProcessState processState)
    {
        var status = Some.Instance($"{cell}-{process}-{number}", number, process) with { State = state };
        var task = new Protocol.Cells.TaskStatus { TaskGuid = $"task-{number}", Done = number == 0 };
        yield return new($"{cell} is {processState}", world => world.List(cell, number, processState));
        yield return new($"{cell} tells of all: {status}", world => world.Tell(cell, new CellEvent { Snapshot = Snapshot(cell, number, [status]) }));
        yield return new($"{cell} tells of {status}", world => world.Tell(cell, new CellEvent { Instance = status }));
        yield return new($"{cell} tells of {task}", world => world.Tell(cell, new CellEvent { Task = task }));
        yield return new($"{cell} forgets {status.InstanceGuid}", world => world.Tell(cell, new CellEvent { Forgotten = status.InstanceGuid }));
        yield return new($"{cell} is not heard", world => world.Change(cell, view => view with { IsConnected = false }));
        yield return new($"{cell} is ordered {status.InstanceGuid}", world => world.Change(cell, view => view.WithOrdered(status)));
        yield return new($"{status.InstanceGuid} is to leave", world => world.Leave(cell, status.InstanceGuid));
        yield return new($"{process} with {number} instances", world => world.Desired = With(world.Desired, process, number));
        yield return new($"{process} is deployed", world => world.Desired = Deployed(world.Desired, process));
        yield return new($"{process}[{number}] crashed", world => world.Crashes = world.Crashes.SetItem((process, number), new(process, number, "v1", 3, TestTime)));
        yield return new($"{process}[{number}] is forgiven", world => world.Crashes = world.Crashes.Remove((process, number)));
        yield return new($"{cell} is drained or restored", world => world.Desired = Drained(world.Desired, cell));
        yield return new($"builds take {number} GB", world => world.Stagings = world.Stagings.SetItem("task-1", new(number * 1024, 1024)));
    }

    public static DateTimeOffset TestTime { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static CellSnapshot Snapshot(string cell, int number, IReadOnlyList<InstanceStatus> instances) =>
        new()
        {
            Cell = cell,
            Zone = "z" + cell,
            Incarnation = $"{number}",
            MemoryMb = 512 * (1 + number),
            DiskMb = 8192,
            MaxInstances = 250,
            Instances = instances,
            Tasks = [],
        };

    /// <summary>Rows are new objects every time, as when they are read from the database.</summary>
    public static DesiredSnapshot With(DesiredSnapshot desired, string process, int instances)
    {
        var runs = desired.Processes.Values.ToDictionary(run => run.Row.ProcessGuid, run => run.Row.Instances);
        runs[process] = instances;
        return new()
        {
            Processes = runs.Where(run => run.Value > 0).ToImmutableDictionary(run => run.Key, run => Run(run.Key, run.Value)),
            DrainedCells = desired.DrainedCells,
        };
    }

    /// <summary>The process is to run the version it runs in the place of another one.</summary>
    private static DesiredSnapshot Deployed(DesiredSnapshot desired, string process) =>
        new()
        {
            Processes = desired.Processes.ToImmutableDictionary(
                run => run.Key,
                run =>
                    run.Key == process
                        ? new DesiredRun(run.Value.Row, run.Value.Version, Some.Version("v0", process, memoryMb: 128, TestTime))
                        : run.Value
            ),
            DrainedCells = desired.DrainedCells,
        };

    /// <summary>Drains the cell, or ends its drain.</summary>
    private static DesiredSnapshot Drained(DesiredSnapshot desired, string cell) =>
        new()
        {
            Processes = desired.Processes,
            DrainedCells = desired.DrainedCells.SymmetricExcept([cell]),
        };

    private static DesiredRun Run(string process, int instances) =>
        new(
            new()
            {
                ProcessGuid = process,
                ProcessType = "web",
                Instances = instances,
                Version = "v1",
                AppGuid = process,
                AppName = process,
                SpaceGuid = "space",
                SpaceName = "dev",
                OrganizationGuid = "organization",
                OrganizationName = "ingot",
            },
            Some.Version("v1", process, memoryMb: 256, TestTime)
        );
}
