using Ingot.Protocol.Supervisor;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>One cell with the incarnations that the supervisor makes of it.</summary>
internal sealed class SimulatedCell(World world, string name, string zone, int memoryMb)
{
    /// <summary>After so long without an answer the supervisor kills a cell.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private CellProcessState state = CellProcessState.Gone;
    private int starts;

    public string Name => name;
    public string Zone => zone;
    public int MemoryMb => memoryMb;
    public CellRun? Run { get; private set; }
    public bool IsWell => state == CellProcessState.Running && Run is { IsHung: false };

    public CellProcess Listed => new(name, zone, Run?.Incarnation ?? "", state, state == CellProcessState.Gone ? 0 : 1, name);

    public void Start()
    {
        Run = new CellRun(world, this, ++starts);
        Become(CellProcessState.Starting);
        var run = Run;
        world.Clock.After(world.Chance.Between(50, 400, "listen", name), () => run.IsListening = !run.IsDead);
        world.Clock.After(
            world.Chance.Between(400, 800, "answer", name),
            () =>
            {
                if (Run == run && !run.IsDead)
                    Become(CellProcessState.Running);
            }
        );
    }

    /// <summary>Its process is killed; all it ran is swept before it counts as gone, and later it is started anew.</summary>
    public void Kill(TimeSpan downFor)
    {
        if (Run is not { IsDead: false } run)
            return;
        world.Trace?.Say($"cell {name} dies");
        world.Laws.Disturb();
        run.Die();
        world.Clock.After(world.Chance.Between(0, 50, "sweep", name), () => Become(CellProcessState.Sweeping));
        world.Clock.After(
            TimeSpan.FromMilliseconds(250) + world.Chance.Between(0, 200, "gone", name),
            () =>
            {
                world.Trace?.Say($"cell {name} is gone");
                Become(CellProcessState.Gone);
                world.Clock.After(downFor, Start);
            }
        );
    }

    /// <summary>SIGSTOP, and SIGCONT later if the supervisor has not lost its patience by then.</summary>
    public void Hang(TimeSpan howLong)
    {
        if (Run is not { IsDead: false, IsHung: false } run)
            return;
        world.Laws.Disturb();
        run.Hang();
        world.Clock.After(
            howLong < Patience ? howLong : Patience,
            () =>
            {
                if (howLong < Patience)
                    run.Resume();
                else if (Run == run)
                    Kill(downFor: TimeSpan.FromMilliseconds(300));
            }
        );
    }

    private void Become(CellProcessState next)
    {
        state = next;
        world.Supervisor.Publish();
    }
}
