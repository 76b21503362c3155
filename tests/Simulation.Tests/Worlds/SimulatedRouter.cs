using Ingot.Protocol.Routes;
using Ingot.Routing;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>A router: goes by the last table it has read, whoever sent it, and says so.</summary>
internal sealed class SimulatedRouter(World world, int number)
{
    private static readonly TimeSpan AckPeriod = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, TimeSpan> busySince = [];
    private readonly Queue<Action> held = new();
    private Action close = static () => { };
    private SimulatedStream<RouteTableUpdate>? stream;
    private IRouterEnd? controller;
    private RouteTableUpdate? current;
    private TimeSpan lastAckArrives;
    private int starts;
    private string identity = $"router-{number}";

    public string Name { get; } = $"router-{number}";

    /// <summary>Whom requests are sent to.</summary>
    public Dictionary<string, RouteEndpoint> Endpoints { get; private set; } = [];

    public ILookup<string, RouteEndpoint> ByProcess { get; private set; } = Array.Empty<RouteEndpoint>().ToLookup(endpoint => endpoint.ProcessGuid);

    public bool IsHung { get; private set; }

    /// <summary>Since when it has been reading the table of the controller that runs; null while it is not.</summary>
    public TimeSpan? FollowsSince { get; private set; }

    /// <summary>Since when requests are under way to an instance that is out of its table.</summary>
    public TimeSpan? BusySince(string instance) => busySince.TryGetValue(instance, out var since) ? since : null;

    public void Connect()
    {
        if (!world.Controller.IsAlive)
        {
            ConnectLater();
            return;
        }
        var mine = stream = new SimulatedStream<RouteTableUpdate>(world.Clock, world.Chance, Name, world.Network);
        var end = controller = world.Bug.Plant(world.Controller);
        FollowsSince = world.Clock.Now;
        end.Watch(identity, mine, closing => close = closing);
        var reader = new SimulatedProgram(world.Clock);
        reader.Run(() => _ = ReadAsync(mine, end));
        world.Clock.After(AckPeriod, () => AckAgain(mine));
    }

    /// <summary>The stream breaks; the controller sees it a little later than the router, or the other way round.</summary>
    public void Cut()
    {
        world.Laws.LostRouter();
        FollowsSince = null;
        var closing = close;
        close = static () => { };
        world.Clock.After(world.Chance.Between(0, 300, "noticed", Name), closing);
        stream?.Break(world.Chance.Between(0, 300, "noticed", Name));
    }

    public void Hang(TimeSpan howLong)
    {
        world.Laws.Disturb();
        IsHung = true;
        world.Clock.After(
            howLong,
            () =>
            {
                IsHung = false;
                while (held.TryDequeue(out var action))
                    action();
            }
        );
    }

    /// <summary>kill -9; the next one begins with the table on disk, as far as that is confirmed.</summary>
    public void Restart()
    {
        identity = $"{Name}-{++starts}";
        busySince.Clear();
        Cut();
    }

    private async Task ReadAsync(SimulatedStream<RouteTableUpdate> mine, IRouterEnd end)
    {
        try
        {
            await foreach (var table in mine.ReadAsync(CancellationToken.None))
                Do(() => Apply(mine, table));
        }
        catch (IOException)
        {
            ConnectLater();
        }
    }

    private void ConnectLater()
    {
        FollowsSince = null;
        world.Clock.After(world.Chance.Between(20, 500, "reconnect", Name), () => Do(Connect));
    }

    /// <summary>A controller that dies takes its streams with it.</summary>
    public void ControllerDied()
    {
        FollowsSince = null;
        stream?.Break(world.Chance.Between(0, 20, "noticed", Name));
    }

    private void Apply(SimulatedStream<RouteTableUpdate> from, RouteTableUpdate table)
    {
        if (from != stream)
            return;
        current = table;
        var next = table
            .Routes.SelectMany(route => route.Endpoints)
            .DistinctBy(endpoint => endpoint.InstanceGuid)
            .ToDictionary(endpoint => endpoint.InstanceGuid);
        foreach (var gone in Endpoints.Keys.Where(guid => !next.ContainsKey(guid)))
        {
            if (world.Chance.Happens(0.3, "busy", gone))
                BeBusy(gone);
        }
        (Endpoints, ByProcess) = (next, next.Values.ToLookup(endpoint => endpoint.ProcessGuid));
        world.Trace?.Say($"{Name} goes by table {table.Version}: {string.Join(", ", next.Values.Select(Describe))}");
        world.Laws.RouterChanged();
        Acknowledge();
    }

    private static string Describe(RouteEndpoint endpoint) => $"{endpoint.ProcessGuid}[{endpoint.Index}] #{endpoint.InstanceGuid[..4]}";

    private void BeBusy(string instance)
    {
        busySince[instance] = world.Clock.Now;
        world.Clock.After(
            world.Chance.Between(10, 3000, "busy", instance),
            () => Do(() =>
            {
                if (busySince.Remove(instance))
                    Acknowledge();
            })
        );
    }

    private void AckAgain(SimulatedStream<RouteTableUpdate> mine)
    {
        if (mine != stream || mine.IsOver)
            return;
        Do(Acknowledge);
        world.Clock.After(AckPeriod, () => AckAgain(mine));
    }

    private void Acknowledge()
    {
        if (current is null || controller is not { } end)
            return;
        var ack = new RouteTableAck(identity, current.Epoch, current.Version, [.. busySince.Keys]);
        if (world.Chance.Happens(world.Network.Lost, "ack lost", Name))
            return;
        // One is sent when the one before has been answered.
        var arrives = world.Clock.Now + world.Network.Delay(world.Chance, Name);
        lastAckArrives = arrives > lastAckArrives ? arrives : lastAckArrives;
        world.Clock.After(lastAckArrives - world.Clock.Now, () => end.Acknowledge(ack));
    }

    private void Do(Action action)
    {
        if (IsHung)
            held.Enqueue(action);
        else
            action();
    }
}
