using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>
/// One incarnation of a cell, true to the real one's contract: orders are idempotent by guid, an ended instance is told of until it is
/// to be forgotten. It would start an index twice if it were asked to: that this is never asked is what is tested.
/// </summary>
internal sealed class CellRun(World world, SimulatedCell cell, int number)
{
    /// <summary>How long a cell keeps a port from others after the end of its last holder, which it must have forgotten besides.</summary>
    private static readonly TimeSpan PortRest = TimeSpan.FromSeconds(60);

    /// <summary>A restarted cell begins with other ports than the last.</summary>
    private const int Ports = 1000;

    private readonly Dictionary<string, SimulatedInstance> instances = [];
    private readonly List<SimulatedStream<CellEvent>> streams = [];
    private readonly Dictionary<int, DateTimeOffset> portFreeFrom = [];

    /// <summary>What it would do if it were not hung.</summary>
    private readonly Queue<Action> held = new();

    public string Incarnation => $"{cell.Name}-{number}";
    public bool IsListening { get; set; }
    public bool IsHung { get; private set; }
    public bool IsDead { get; private set; }
    public IEnumerable<SimulatedInstance> Living => instances.Values.Where(instance => instance.Lives);

    /// <summary>Those it has not been told to forget yet.</summary>
    public IEnumerable<SimulatedInstance> Ended => instances.Values.Where(instance => !instance.Lives);

    public SimulatedStream<CellEvent> Open()
    {
        var stream = new SimulatedStream<CellEvent>(world.Clock, world.Chance, cell.Name, world.Network);
        stream.Send(new CellEvent { Snapshot = Snapshot() }, about: null);
        streams.Add(stream);
        return stream;
    }

    /// <summary>Does something now, or when the cell no longer hangs, or never when it is dead.</summary>
    public void Do(Action action)
    {
        if (IsHung)
            held.Enqueue(action);
        else if (!IsDead)
            action();
    }

    public Refusal? Start(InstanceDescription description)
    {
        if (instances.ContainsKey(description.InstanceGuid))
            return null;
        var status = InstanceStatus.Starting(description, "127.0.0.1", description.Run.HasPort ? TakePort() : 0, world.Clock.GetUtcNow());
        var instance = new SimulatedInstance(cell.Name, description, status);
        instances.Add(instance.Guid, instance);
        world.Trace?.Say($"{instance} starts");
        world.Laws.Started(instance, Living.Sum(living => living.MemoryMb), cell.MemoryMb);
        Tell(instance);
        world.Clock.After(
            world.Chance.Between(20, 3000, "start", instance.Guid),
            () =>
            {
                if (!instance.Lives || instance.IsStopping)
                    return;
                if (instance.IsGood)
                    BecomeReady(instance);
                else
                    Kill(instance);
            }
        );
        return null;
    }

    public void Stop(string guid)
    {
        if (!instances.TryGetValue(guid, out var instance) || !instance.Status.State.IsLive() || instance.IsStopping)
            return;
        world.Trace?.Say($"{instance} gets SIGTERM");
        world.Laws.Terminated(instance);
        instance.Serves = false;
        Change(instance, InstanceState.Stopping);
        world.Laws.StoppedServing(instance);
        world.Clock.After(
            world.Chance.Between(10, 4000, "stop", guid),
            () =>
            {
                if (!instance.Lives)
                    return;
                End(instance);
                Do(() => Change(instance, InstanceState.Stopped));
            }
        );
    }

    public void Forget(string guid)
    {
        if (!instances.TryGetValue(guid, out var instance) || instance.Status.State.IsLive())
            return;
        instances.Remove(guid);
        if (instance.Status.Port > 0)
            portFreeFrom[instance.Status.Port] = instance.Status.Since + PortRest;
        foreach (var stream in Streams())
            stream.Send(new CellEvent { Forgotten = guid }, guid);
    }

    /// <summary>The instance's processes are killed by somebody else, or end by themselves.</summary>
    public void Kill(SimulatedInstance instance)
    {
        if (!instance.Lives)
            return;
        var ranFor = instance.Status.State == InstanceState.Running ? world.Clock.GetUtcNow() - instance.Status.Since : TimeSpan.Zero;
        var wasAsked = instance.IsStopping;
        End(instance);
        Do(() =>
        {
            instance.Status = instance.Status with { ExitDescription = "APP/PROC/WEB: Exited with status 1", RanFor = ranFor };
            Change(instance, wasAsked ? InstanceState.Stopped : InstanceState.Crashed);
        });
    }

    public void Hang() => IsHung = true;

    public void Resume()
    {
        if (!IsHung || IsDead)
            return;
        IsHung = false;
        while (held.TryDequeue(out var action))
            action();
    }

    /// <summary>kill -9; what it ran ends one by one.</summary>
    public void Die()
    {
        (IsDead, IsListening, IsHung) = (true, false, false);
        CutStreams(world.Chance.Between(0, 20, "cut", cell.Name));
        foreach (var instance in Living)
            world.Clock.After(world.Chance.Between(0, 200, "die", instance.Guid), () => End(instance));
    }

    public void CutStreams(TimeSpan noticedAfter)
    {
        foreach (var stream in Streams())
            stream.Break(noticedAfter);
        streams.Clear();
    }

    private void BecomeReady(SimulatedInstance instance)
    {
        instance.Serves = true;
        Do(() =>
        {
            if (!instance.Lives || instance.IsStopping)
                return;
            instance.Status = instance.Status with { Routable = true };
            Change(instance, InstanceState.Running);
        });
    }

    private void End(SimulatedInstance instance)
    {
        if (!instance.Lives)
            return;
        world.Trace?.Say($"{instance} has ended");
        (instance.Lives, instance.Serves) = (false, false);
        world.Laws.Ended(instance);
        if (!instance.IsStopping)
            world.Laws.Crashed(instance);
    }

    private void Change(SimulatedInstance instance, InstanceState state)
    {
        instance.Status = instance.Status with { State = state, Since = world.Clock.GetUtcNow() };
        Tell(instance);
    }

    private void Tell(SimulatedInstance instance)
    {
        foreach (var stream in Streams())
            stream.Send(new CellEvent { Instance = instance.Status }, instance.Guid);
    }

    private List<SimulatedStream<CellEvent>> Streams()
    {
        streams.RemoveAll(stream => stream.IsOver);
        return streams;
    }

    private int TakePort()
    {
        var port = number * Ports;
        while (instances.Values.Any(instance => instance.Status.Port == port) || portFreeFrom.GetValueOrDefault(port) > world.Clock.GetUtcNow())
            port++;
        world.Laws.PortTaken(cell.Name, port);
        return port;
    }

    private CellSnapshot Snapshot() =>
        new()
        {
            Cell = cell.Name,
            Zone = cell.Zone,
            Incarnation = Incarnation,
            MemoryMb = cell.MemoryMb,
            DiskMb = 65536,
            MaxInstances = 250,
            Instances = [.. instances.Values.Select(instance => instance.Status)],
            Tasks = [],
        };
}
