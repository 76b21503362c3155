using Ingot.Simulation.Tests.Bugs;
using Ingot.Simulation.Tests.Laws;
using Ingot.Simulation.Tests.Schedules;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>A whole platform in virtual time: the real reconciler over a real database, between simulated cells and routers.</summary>
internal sealed class World
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>How long the consequences of the last step may be on their way before anything of them shows.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing more may be ordered once all is as desired.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(12);

    private World(Database database, Schedule schedule, Bug bug, bool isTraced)
    {
        Chance = new Chance(schedule.Seed);
        Network = schedule.Network;
        Database = database;
        Bug = bug;
        Trace = isTraced ? new Trace(Clock) : null;
        Laws = new PlatformLaws(this);
        Supervisor = new Supervisor(this);
        database.Begin(Clock);
        Cells = [.. schedule.Cells.Select(cell => new SimulatedCell(this, cell.Name, cell.Zone, schedule.CellMemoryMb))];
        Routers = [.. Enumerable.Range(0, schedule.Routers).Select(number => new SimulatedRouter(this, number))];
        Apps = [.. schedule.Apps.Select(app => new SimulatedApp(this, app.Name, app.IsRouted, app.MemoryMb))];
        foreach (var cell in Cells)
            cell.Start();
        Controller = new Controller(this);
        foreach (var router in Routers)
            router.Connect();
    }

    public VirtualClock Clock { get; } = new();
    public Chance Chance { get; }
    public Network Network { get; }
    public Database Database { get; }
    public Bug Bug { get; }
    public Trace? Trace { get; }
    public PlatformLaws Laws { get; }
    public Supervisor Supervisor { get; }
    public Controller Controller { get; private set; }
    public IReadOnlyList<SimulatedCell> Cells { get; }
    public IReadOnlyList<SimulatedRouter> Routers { get; }
    public IReadOnlyList<SimulatedApp> Apps { get; }

    public IEnumerable<SimulatedInstance> Living => Cells.SelectMany(cell => cell.Run?.Living ?? []);

    /// <summary>Lets the schedule happen and the platform come to rest, and says what went wrong first.</summary>
    public static Outcome Run(Database database, Schedule schedule, Bug bug, bool isTraced = false)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return new World(database, schedule, bug, isTraced).Run(schedule);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>kill -9 of the controller, which the supervisor starts again.</summary>
    public void KillController(TimeSpan downFor)
    {
        if (!Controller.IsAlive)
            return;
        Controller.Kill();
        // The next one asks only those routers that have come back by then.
        if (Routers.Count > 1)
            Laws.Disturb();
        foreach (var router in Routers)
            router.ControllerDied();
        Clock.After(
            downFor,
            () =>
            {
                Trace?.Say("the controller is back");
                Controller = new Controller(this);
            }
        );
    }

    private Outcome Run(Schedule schedule)
    {
        foreach (var step in schedule.Steps)
        {
            Clock.After(
                step.At,
                () =>
                {
                    Trace?.Say($"* {step.Text}");
                    step.Do(this);
                }
            );
        }
        SetFloors();
        Clock.RunUntil(schedule.End, () => Laws.Broken is not null);
        var settled = Settle(schedule.End + Echo);
        if (settled is { } at)
        {
            Laws.BeginRest();
            Clock.RunUntil(at + Rest, () => Laws.Broken is not null);
        }
        return new(Laws.Broken, settled - schedule.End, Laws.Deployments, Trace);
    }

    private void SetFloors()
    {
        Laws.SetFloors();
        Clock.After(Beat, SetFloors);
    }

    private TimeSpan? Settle(TimeSpan from)
    {
        for (var at = from; Laws.Broken is null; at += Beat)
        {
            Clock.RunUntil(at, () => Laws.Broken is not null);
            foreach (var app in Apps)
                app.Continue();
            if (Laws.FindUnsettled() is not { } what)
                return at;
            if (at - from >= PlatformLaws.Convergence)
                Laws.Break("everything desired runs within minutes of the last fault", what);
        }
        return null;
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Settled">How long after the last step all was as desired.</param>
/// <param name="Deployments">How many deployments came to their end.</param>
internal sealed record Outcome(Breach? Breach, TimeSpan? Settled, int Deployments, Trace? Trace);
