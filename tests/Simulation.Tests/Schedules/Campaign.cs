using Ingot.Simulation.Tests.Bugs;
using Ingot.Simulation.Tests.Laws;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Schedules;

/// <summary>Runs many seeds, on all cores, until one of them breaks a law.</summary>
internal sealed class Campaign(Func<int, Schedule> schedules, Bug bug)
{
    private int next;
    private int deployments;
    private long worstSettledTicks;
    private int failing = int.MaxValue;

    /// <summary>How many deployments have come to their end in the new version.</summary>
    public int Deployments => deployments;

    /// <summary>The longest a platform took to be as desired after its last fault.</summary>
    public TimeSpan WorstSettled => TimeSpan.FromTicks(worstSettledTicks);

    /// <summary>The lowest seed below the count that breaks a law, shrunk; null when there is none.</summary>
    public Finding? Run(int seeds)
    {
        next = 0;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() => Work(seeds))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return failing == int.MaxValue ? null : Explain(failing);
    }

    /// <summary>Runs one seed and tells all of it.</summary>
    public string Tell(int seed)
    {
        using var database = new Database();
        var schedule = schedules(seed);
        return $"{schedule}\n{World.Run(database, schedule, bug, isTraced: true).Trace}";
    }

    private void Work(int seeds)
    {
        using var database = new Database();
        while (Interlocked.Increment(ref next) - 1 is var seed && seed < seeds && seed < Volatile.Read(ref failing))
        {
            var outcome = World.Run(database, schedules(seed), bug);
            Interlocked.Add(ref deployments, outcome.Deployments);
            Raise(ref worstSettledTicks, outcome.Settled?.Ticks ?? 0);
            if (outcome.Breach is not null)
                Lower(ref failing, seed);
        }
    }

    private Finding Explain(int seed)
    {
        using var database = new Database();
        var law = World.Run(database, schedules(seed), bug).Breach!.Law;
        var shrunk = Shrinking.Shrink(schedules(seed), schedule => World.Run(database, schedule, bug).Breach?.Law == law);
        var outcome = World.Run(database, shrunk, bug, isTraced: true);
        return new(shrunk, outcome.Breach!, outcome.Trace!);
    }

    private static void Lower(ref int lowest, int value)
    {
        for (var seen = Volatile.Read(ref lowest); value < seen; seen = Volatile.Read(ref lowest))
            Interlocked.CompareExchange(ref lowest, value, seen);
    }

    private static void Raise(ref long highest, long value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
            Interlocked.CompareExchange(ref highest, value, seen);
    }
}

/// <summary>A schedule that breaks a law and has no step too many, with what happened in it.</summary>
internal sealed record Finding(Schedule Schedule, Breach Breach, Trace Trace)
{
    public override string ToString() => $"{Breach}\n{Schedule}\n\nWhat happened:\n{Trace}";
}
