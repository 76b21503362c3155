using Ingot.Model.Instances;
using Ingot.Scheduling;

namespace Ingot.Benchmarks;

/// <summary>A full cluster in which one thing changes at a time. Each change plans, and returns what makes it undone.</summary>
internal sealed class RunningCluster
{
    private readonly SchedulingMix mix;
    private readonly IReadOnlyList<ActualInstance> running;
    private readonly ILookup<string, ActualInstance> byCell;
    private readonly ClusterModel model;

    public RunningCluster(SchedulingMix mix, IReadOnlyList<ActualInstance> running)
    {
        (this.mix, this.running) = (mix, running);
        byCell = running.ToLookup(instance => instance.Cell);
        model = ClusterModel.Of(mix.Snapshot(running));
    }

    /// <summary>Plans, and checks that nothing but so many starts is planned.</summary>
    public void Plan(int starts)
    {
        var plan = Scheduler.Plan(model, SchedulingMix.Now);
        if (plan.Length != starts || !plan.All(action => action is PlacementAction.Start))
            throw new InvalidOperationException($"{starts} starts were to be planned, not {plan.Length} actions.");
    }

    /// <summary>An instance crashes, another each time.</summary>
    public Action Crash(int round)
    {
        var victim = running[(int)((long)round * 7919 % running.Count)];
        model.Set(victim with { State = InstanceState.Crashed });
        model.Set(new CrashHistory(victim.ProcessGuid, victim.Index, victim.Version, Count: 1, SchedulingMix.Now));
        Plan(starts: 1);
        return () =>
        {
            model.RemoveCrash(victim.ProcessGuid, victim.Index);
            model.Set(victim);
        };
    }

    /// <summary>Ten instances of an app nobody has heard of.</summary>
    public Action NewApp(int round)
    {
        model.Set(SchedulingMix.Process($"new-{round}", instances: 10, memoryMb: 256));
        Plan(starts: 10);
        return () => model.RemoveProcess($"new-{round}");
    }

    /// <summary>A cell is gone with all its instances.</summary>
    public Action LoseCell(int round)
    {
        var cell = mix.Cells[round];
        model.RemoveCell(cell.Name);
        foreach (var instance in byCell[cell.Name])
            model.RemoveInstance(instance.Guid);
        Plan(starts: byCell[cell.Name].Count());
        return () =>
        {
            model.Set(cell);
            foreach (var instance in byCell[cell.Name])
                model.Set(instance);
        };
    }

    /// <summary>By how many instances the fullest and the emptiest zone of any process differ.</summary>
    public int ZoneSkew()
    {
        var zoneOf = mix.Cells.ToDictionary(cell => cell.Name, cell => cell.Zone);
        var zones = zoneOf.Values.Distinct().ToList();
        return running
            .GroupBy(instance => instance.ProcessGuid)
            .Max(process =>
            {
                var counts = process.CountBy(instance => zoneOf[instance.Cell]).ToDictionary();
                return zones.Max(zone => counts.GetValueOrDefault(zone)) - zones.Min(zone => counts.GetValueOrDefault(zone));
            });
    }

    public double MemoryDeviationPercent()
    {
        var used = mix.Cells.Select(cell => (double)byCell[cell.Name].Sum(instance => instance.MemoryMb)).ToList();
        var mean = used.Average();
        return 100 * Math.Sqrt(used.Average(memory => (memory - mean) * (memory - mean))) / SchedulingMix.CellMemoryMb;
    }
}
