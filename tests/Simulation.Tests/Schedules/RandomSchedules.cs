using Ingot.Model.Deployments;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Schedules;

/// <summary>Random schedules, each from its seed.</summary>
internal static class RandomSchedules
{
    /// <summary>One world in so many has hundreds of cells.</summary>
    private const int OneIsBig = 100;

    /// <summary>How many instances an app has at most, those included that stand in for others: for so many there is room.</summary>
    private const int InstancesWithSpares = 14;

    /// <summary>The supervisor kills a router that has hung for longer.</summary>
    private static readonly TimeSpan LongestHang = TimeSpan.FromSeconds(5);

    /// <summary>Anything at any time.</summary>
    public static Schedule Any(int seed)
    {
        var random = new Random(seed);
        var cellsPerZone = seed % OneIsBig == OneIsBig - 1 ? random.Next(70, 120) : random.Next(1, 4);
        var schedule = Empty(seed, random, cellsPerZone, apps: random.Next(1, 4));
        var steps = schedule.Apps.SelectMany(app => Begin(random, app.Name)).ToList();
        var count = random.Next(3, 18);
        for (var number = 0; number < count; number++)
            steps.Add(Anything(random, schedule));
        return schedule with { Steps = [.. steps.OrderBy(step => step.At)] };
    }

    /// <summary>One app that is deployed again and again, while controllers die and streams break.</summary>
    public static Schedule Deployments(int seed)
    {
        var random = new Random(seed);
        var schedule = Empty(seed, random, random.Next(1, 4), apps: 1);
        var steps = Begin(random, schedule.Apps[0].Name).ToList();
        for (var at = 15.0; at < 60; at += 1 + (random.NextDouble() * 30))
        {
            steps.Add(Push(random, At(at), schedule.Apps[0].Name, isGood: random.Next(4) > 0));
            if (random.Next(2) == 0)
                steps.Add(KillController(random, At(at + (random.NextDouble() * 10))));
            if (random.Next(4) == 0)
                steps.Add(CutCell(random, At(at + (random.NextDouble() * 10)), schedule));
        }
        return schedule with { Steps = [.. steps.OrderBy(step => step.At)] };
    }

    private static Schedule Empty(int seed, Random random, int cellsPerZone, int apps) =>
        new()
        {
            Seed = seed,
            Cells = [.. from zone in (string[])["z1", "z2", "z3"] from number in Enumerable.Range(0, cellsPerZone) select ($"{zone}-{number}", zone)],
            CellMemoryMb = Math.Max(random.Next(6, 20), 4 + (apps * InstancesWithSpares / (3 * cellsPerZone))) * 256,
            Routers = random.Next(1, 3),
            Apps = [.. Enumerable.Range(0, apps).Select(number => ($"app{number}", random.Next(5) > 0, 256))],
            Network = new(Slowest: random.Next(4) switch { 0 => 1, 1 => 10, 2 => 50, _ => 300 }, random.Next(3) * 0.02, random.Next(3) * 0.1),
            Steps = [],
        };

    private static IEnumerable<Step> Begin(Random random, string app)
    {
        var at = At(1 + random.NextDouble());
        var instances = random.Next(1, 7);
        yield return new(at, at, $"start {app} with {instances} instances", world => Begin(Find(world, app), instances));
    }

    private static void Begin(SimulatedApp app, int instances)
    {
        app.Push(isGood: true, maxInFlight: 1);
        app.Scale(instances);
    }

    private static Step Anything(Random random, Schedule schedule)
    {
        var at = At(5 + (random.NextDouble() * 40));
        var app = schedule.Apps[random.Next(schedule.Apps.Count)].Name;
        var cell = schedule.Cells[random.Next(schedule.Cells.Count)].Name;
        var zone = schedule.Cells[random.Next(schedule.Cells.Count)].Zone;
        var router = random.Next(schedule.Routers);
        var index = random.Next(6);
        var instances = random.Next(0, 8);
        var howLong = At(random.NextDouble() * random.NextDouble() * 12);
        return random.Next(20) switch
        {
            < 4 => Push(random, at, app, isGood: random.Next(4) > 0),
            < 6 => new(at, at, $"scale {app} to {instances}", world => Find(world, app).Scale(instances)),
            6 => new(at, at, $"restart {app}", world => Find(world, app).Restart()),
            7 when random.Next(2) == 0 => new(at, at, $"continue {app}", world => Find(world, app).Continue()),
            7 => random.Next(2) == 0
                ? new(at, at, $"stop {app}", world => Find(world, app).Stop())
                : new(at, at, $"delete {app}", world => Find(world, app).Delete()),
            8 => new(at, at, $"restart {app}[{index}]", world => RestartInstance(world, app, index)),
            9 or 10 => new(at, at, $"kill {app}[{index}]", world => KillInstance(world, app, index)),
            11 => new(at, at + howLong, $"kill cell {cell} for {howLong.TotalSeconds:F1} s", world => FindCell(world, cell).Kill(howLong)),
            12 or 13 => new(at, at + howLong, $"hang cell {cell} for {howLong.TotalSeconds:F1} s", world => FindCell(world, cell).Hang(howLong)),
            14 => new(at, at + howLong, $"kill zone {zone} for {howLong.TotalSeconds:F1} s", world => KillZone(world, zone, howLong)),
            15 or 16 => KillController(random, at),
            17 => CutCell(random, at, schedule),
            18 => new(at, at, $"cut the stream of router-{router}", world => world.Routers[router].Cut()),
            _ => random.Next(3) switch
            {
                0 => HangRouter(router, at, howLong < LongestHang ? howLong : LongestHang),
                1 => new(at, at, $"restart router-{router}", world => world.Routers[router].Restart()),
                _ => new(at, at, "cut the streams of the supervisor", world => world.Supervisor.CutStreams()),
            },
        };
    }

    private static Step Push(Random random, TimeSpan at, string app, bool isGood)
    {
        var maxInFlight = random.Next(1, 4);
        Canary? canary = random.Next(5) == 0 ? new() { Weights = random.Next(2) == 0 ? [] : [random.Next(1, 50), random.Next(50, 101)] } : null;
        var how = canary is null ? "" : $" as a canary of {canary.Total} steps";
        return new(at, at, $"push {(isGood ? "" : "bad ")}{app}{how}, {maxInFlight} in flight", world => Find(world, app).Push(isGood, maxInFlight, canary));
    }

    private static Step HangRouter(int router, TimeSpan at, TimeSpan howLong) =>
        new(at, at + howLong, $"hang router-{router} for {howLong.TotalSeconds:F1} s", world => world.Routers[router].Hang(howLong));

    private static Step KillController(Random random, TimeSpan at)
    {
        var downFor = TimeSpan.FromMilliseconds(random.Next(200, 3000));
        return new(at, at + downFor, $"kill the controller for {downFor.TotalSeconds:F1} s", world => world.KillController(downFor));
    }

    private static Step CutCell(Random random, TimeSpan at, Schedule schedule)
    {
        var cell = schedule.Cells[random.Next(schedule.Cells.Count)].Name;
        var noticed = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(2000));
        return new(at, at + noticed, $"lose the reports of cell {cell} for {noticed.TotalSeconds:F1} s", world => FindCell(world, cell).Run?.CutStreams(noticed));
    }

    private static void KillInstance(World world, string app, int index)
    {
        foreach (var cell in world.Cells)
        {
            foreach (var instance in (cell.Run?.Living ?? []).Where(instance => instance.ProcessGuid == app && instance.Index == index).ToList())
                cell.Run!.Kill(instance);
        }
    }

    private static void RestartInstance(World world, string app, int index)
    {
        world.Laws.Interrupted(app);
        world.Controller.RestartInstance(app, index);
    }

    private static void KillZone(World world, string zone, TimeSpan downFor)
    {
        foreach (var cell in world.Cells.Where(cell => cell.Zone == zone))
            cell.Kill(downFor);
    }

    private static SimulatedApp Find(World world, string app) => world.Apps.First(other => other.Name == app);

    private static SimulatedCell FindCell(World world, string cell) => world.Cells.First(other => other.Name == cell);

    private static TimeSpan At(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
}
