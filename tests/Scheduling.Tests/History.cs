using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>Something that happens to a cluster.</summary>
internal sealed record Happening(string Name, Func<ClusterSnapshot, ClusterSnapshot> Change)
{
    public override string ToString() => Name;

    /// <summary>What becomes of instances and of how many are wanted. Most of the time things just go on.</summary>
    public static IEnumerable<Happening> ToInstances(int number)
    {
        for (var i = 0; i < 3; i++)
            yield return new("what starts runs, what stops is gone", snapshot => snapshot.Settle());
        yield return new($"one of {number} goes on", snapshot => One(snapshot, number, GoOn));
        yield return new($"one of {number} ends", snapshot => One(snapshot, number, _ => null));
        yield return new($"one of {number} is not ready", snapshot => One(snapshot, number, instance => instance with { IsRoutable = false }));
        yield return new(
            $"scaled to {number}",
            snapshot => snapshot with { Desired = [snapshot.Desired[0] with { Instances = number }, .. snapshot.Desired.Skip(1)] }
        );
    }

    private static ActualInstance? GoOn(ActualInstance instance) =>
        instance.State == InstanceState.Stopping ? null : instance with { State = InstanceState.Running, IsRoutable = true };

    private static ClusterSnapshot One(ClusterSnapshot snapshot, int number, Func<ActualInstance, ActualInstance?> change) =>
        snapshot with
        {
            Actual =
            [
                .. snapshot
                    .Actual.Select((instance, at) => at == number % snapshot.Actual.Count ? change(instance) : instance)
                    .OfType<ActualInstance>(),
            ],
        };
}

/// <summary>A cluster as it begins, and what happens to it.</summary>
internal sealed record History(ClusterSnapshot Start, Happening[] Happenings)
{
    public static Arbitrary<History> Any(Gen<ClusterSnapshot> starts, Gen<Happening> happenings) =>
        Arb.From(
            from start in starts
            from some in happenings.ArrayOf()
            select new History(start, some),
            history => WithoutOne(history.Happenings).Select(fewer => history with { Happenings = fewer })
        );

    public static IEnumerable<Happening[]> WithoutOne(Happening[] happenings) =>
        happenings.Select((_, left) => happenings.Where((_, number) => number != left).ToArray());

    /// <summary>Plans from what changed all along, and throws where planning from everything gives something else.</summary>
    public void CheckIncrementalPlans()
    {
        var snapshot = Start;
        var model = ClusterModel.Of(snapshot);
        foreach (var happening in Happenings)
        {
            var next = happening.Change(snapshot.Apply(Scheduler.Plan(model, snapshot.Now)));
            model.Tell(snapshot, next);
            snapshot = next;
            var (incremental, whole) = (Scheduler.Plan(model, snapshot.Now), Scheduler.Plan(snapshot));
            if (!incremental.SequenceEqual(whole))
                throw new InvalidOperationException($"{incremental.Text()}\ninstead of {whole.Text()}\n{snapshot}");
        }
    }

    /// <summary>The snapshot after everything has happened, plans carried out between.</summary>
    public ClusterSnapshot End()
    {
        var snapshot = Start;
        foreach (var happening in Happenings)
            snapshot = happening.Change(snapshot.Apply(Scheduler.Plan(snapshot)));
        return snapshot;
    }
}
