using Ingot.Model.Deployments;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Laws;

/// <summary>What the platform promises, held against what the simulated cells and routers really do, event by event.</summary>
internal sealed class PlatformLaws(World world)
{
    /// <summary>Within this all must be as desired after the last fault, back-offs and deployments included.</summary>
    public static readonly TimeSpan Convergence = TimeSpan.FromMinutes(8);

    /// <summary>How long a stop may be on its way after a decision that a router was not there to be asked about.</summary>
    private static readonly TimeSpan RouterReturns = TimeSpan.FromSeconds(4);

    /// <summary>How long requests under way may hold up a stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Within this the first instance of an interrupted process is out of the routers' tables, a controller that is away included.</summary>
    private static readonly TimeSpan InterruptionBegins = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Process, int Index), SimulatedInstance> holders = [];

    /// <summary>How many instances of a process every router may count on; below that it must not fall but by a fault.</summary>
    private readonly Dictionary<string, int> floors = [];

    /// <summary>Processes that somebody interrupted on purpose, and until when they may seem to be whole though they no longer are.</summary>
    private readonly Dictionary<string, TimeSpan> interrupted = [];
    private TimeSpan routersKnownFrom;
    private bool isAtRest;

    public Breach? Broken { get; private set; }

    public int Deployments { get; private set; }

    public void Break(string law, string what)
    {
        if (Broken is not null)
            return;
        Broken = new(law, what, world.Clock.Now);
        world.Trace?.Say($"BROKEN: {law}: {what}");
    }

    /// <summary>A fault may cost instances or hold up routers: until all is whole again, nobody counts.</summary>
    public void Disturb() => floors.Clear();

    /// <summary>A stream to a router broke. Streams carry no name: when there are more, the word of another may be dropped with it.</summary>
    public void LostRouter()
    {
        Disturb();
        if (world.Routers.Count > 1)
            routersKnownFrom = world.Clock.Now + RouterReturns;
    }

    public void Scaled(string process, int instances)
    {
        if (floors.TryGetValue(process, out var floor) && instances < floor)
            floors[process] = instances;
    }

    /// <summary>Instances of it are stopped at once, by somebody's wish.</summary>
    public void Interrupted(string process)
    {
        floors.Remove(process);
        interrupted[process] = world.Clock.Now + InterruptionBegins;
    }

    public void BeginRest() => isAtRest = true;

    public void Started(SimulatedInstance instance, int takenMb, int memoryMb)
    {
        if (isAtRest && instance.IsGood)
            Break("a plan applied plans nothing more", $"{instance} starts though all was as desired");
        if (!holders.TryAdd((instance.ProcessGuid, instance.Index), instance))
            Break("an index has one holder", $"{instance} starts while {holders[(instance.ProcessGuid, instance.Index)]} lives");
        if (takenMb > memoryMb)
            Break("nothing is overcommitted", $"{instance} starts where {takenMb} of {memoryMb} MB are taken");
    }

    public void Ended(SimulatedInstance instance)
    {
        if (holders.GetValueOrDefault((instance.ProcessGuid, instance.Index)) == instance)
            holders.Remove((instance.ProcessGuid, instance.Index));
    }

    /// <summary>Nobody asked it to stop, and it has ended.</summary>
    public void Crashed(SimulatedInstance instance) => floors.Remove(instance.ProcessGuid);

    public void Terminated(SimulatedInstance instance)
    {
        if (isAtRest)
            Break("a plan applied plans nothing more", $"{instance} is stopped though all was as desired");
        foreach (var router in world.Routers.Where(IsThere))
        {
            if (router.Endpoints.ContainsKey(instance.Guid))
                Break("no signal before every router has let go", $"{instance} gets SIGTERM while {router.Name} sends it requests");
            if (router.BusySince(instance.Guid) is { } since && world.Clock.Now - since < Grace)
                Break("no signal before requests under way have ended", $"{instance} gets SIGTERM while {router.Name} waits for its answers");
        }
    }

    public void StoppedServing(SimulatedInstance instance) => CheckFloor(instance.ProcessGuid);

    public void RouterChanged()
    {
        foreach (var app in world.Apps)
            CheckFloor(app.Name);
    }

    /// <summary>Called now and then: what is whole is from now on expected to stay so.</summary>
    public void SetFloors()
    {
        if (!world.Routers.All(IsThere) || world.Cells.Any(cell => cell.Run is { IsDead: true } run && run.Living.Any()))
            return;
        foreach (var app in world.Apps.Where(app => app is { IsStarted: true, Instances: > 0 }))
        {
            var isQuiet = interrupted.GetValueOrDefault(app.Name) <= world.Clock.Now;
            // What waits after a crash is not promised, though a spare may serve for it.
            var isWhole = Enumerable.Range(0, app.Instances).All(index => holders.GetValueOrDefault((app.Name, index)) is { Serves: true });
            if (isQuiet && isWhole && world.Routers.All(router => CountServing(router, app.Name) >= app.Instances))
                floors[app.Name] = app.Instances;
        }
    }

    public void PortTaken(string cell, int port)
    {
        var stale = world
            .Routers.SelectMany(router => router.Endpoints.Values)
            .FirstOrDefault(endpoint => endpoint.Cell == cell && endpoint.Port == port);
        if (stale is not null)
            Break("a port is taken again only when no router knows it", $"port {port} of {cell} is given away while #{stale.InstanceGuid[..4]} is in a table");
    }

    /// <summary>What is not as desired, or null.</summary>
    public string? FindUnsettled()
    {
        if (world.Cells.FirstOrDefault(cell => !cell.IsWell) is { } away)
            return $"{away.Name} is not back";
        var wanted = new HashSet<(string, int)>();
        foreach (var app in world.Apps)
        {
            var (version, loss) = app.Read();
            if (loss is not null)
                Break("desired state is never lost", loss);
            if (version is null)
                continue;
            foreach (var index in Enumerable.Range(0, app.Instances))
            {
                wanted.Add((app.Name, index));
                if (!app.IsGood(version))
                    continue;
                if (holders.GetValueOrDefault((app.Name, index)) is not { Serves: true } holder || holder.Version != version)
                    return $"{app.Name}[{index}] does not run {version}";
                if (app.IsRouted && world.Routers.FirstOrDefault(router => !router.Endpoints.ContainsKey(holder.Guid)) is { } router)
                    return $"{router.Name} does not know {holder}";
            }
        }
        if (holders.Values.FirstOrDefault(holder => !wanted.Contains((holder.ProcessGuid, holder.Index))) is { } stray)
            return $"nobody wants {stray}";
        var endpoints = world.Routers.SelectMany(router => router.Endpoints.Values);
        if (endpoints.FirstOrDefault(endpoint => !wanted.Contains((endpoint.ProcessGuid, endpoint.Index))) is { } endpoint)
            return $"a router still sends requests to #{endpoint.InstanceGuid[..4]}";
        if (world.Cells.SelectMany(cell => cell.Run?.Ended ?? []).FirstOrDefault(instance => instance.IsGood) is { } ended)
            return $"{ended.Cell} keeps {ended}, which has ended";
        if (FindUneven() is { } uneven)
            return $"{uneven} is spread unevenly";
        // What returns to a version that never was healthy either does not come to an end.
        var active = world.Database.Read(session =>
            session.QueryAsync<(string Version, string Reason)>(
                "select p.version, d.status_reason from deployments d join processes p on p.app_guid = d.app_guid where d.status_value = 'ACTIVE'"
            )
        );
        Deployments = world.Database.Read(session => session.ScalarAsync<int>("select count(*) from deployments where status_reason = 'DEPLOYED'"));
        return active
            .Where(deployment => deployment.Reason != DeploymentReasons.Canceling || world.Apps.All(app => app.IsGood(deployment.Version)))
            .Select(deployment => $"the deployment of {deployment.Version} is still {deployment.Reason}")
            .FirstOrDefault();
    }

    /// <summary>A process of which zones, or cells of a zone, differ by more than one instance.</summary>
    private string? FindUneven()
    {
        foreach (var process in holders.Values.Where(holder => holder.IsGood).GroupBy(holder => holder.ProcessGuid))
        {
            var onCells = process.CountBy(holder => holder.Cell).ToDictionary();
            var zones = world.Cells.GroupBy(cell => cell.Zone, cell => onCells.GetValueOrDefault(cell.Name)).ToList();
            if (zones.Max(zone => zone.Sum()) - zones.Min(zone => zone.Sum()) > 1 || zones.Exists(zone => zone.Max() - zone.Min() > 1))
                return process.Key;
        }
        return null;
    }

    /// <summary>A router that has just come back may have been away when the decision was made.</summary>
    private bool IsThere(SimulatedRouter router) =>
        !router.IsHung
        && world.Clock.Now >= routersKnownFrom
        && router.FollowsSince is { } since
        && world.Clock.Now - since >= RouterReturns;

    private void CheckFloor(string process)
    {
        if (!floors.TryGetValue(process, out var floor))
            return;
        foreach (var router in world.Routers)
        {
            if (CountServing(router, process) is var count && count < floor)
                Break("capacity never falls below what was asked for", $"{router.Name} has {count} instances of {process} that answer, of {floor}");
        }
    }

    private int CountServing(SimulatedRouter router, string process) =>
        router
            .ByProcess[process]
            .Count(endpoint =>
                holders.GetValueOrDefault((process, endpoint.Index)) is { Serves: true } holder && holder.Guid == endpoint.InstanceGuid
            );
}

/// <summary>A law that was broken.</summary>
internal sealed record Breach(string Law, string What, TimeSpan At)
{
    public override string ToString() => $"{Law}: at {At.TotalSeconds:F3} s {What}";
}
