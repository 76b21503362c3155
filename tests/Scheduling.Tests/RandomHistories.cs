using FsCheck;
using FsCheck.Fluent;

namespace Ingot.Scheduling.Tests;

/// <summary>Random sequences of single changes: things come, change and go, time passes, plans are carried out.</summary>
internal static class RandomHistories
{
    private static readonly CellCondition[] Conditions = [CellCondition.Usable, CellCondition.Usable, CellCondition.Silent, CellCondition.Unheard];

    public static Arbitrary<Happening[]> Any { get; } = Arb.From(Happenings().ArrayOf(), History.WithoutOne);

    /// <summary>What comes is taken from a random snapshot, so that it is as odd as anything the other laws are tried on.</summary>
    private static Gen<Happening> Happenings() =>
        from other in RandomSnapshots.Any.Generator
        from seconds in Gen.Choose(1, 120)
        from condition in Gen.Elements(Conditions)
        from happening in Gen.Elements(Choices(other, seconds, condition).ToArray())
        select happening;

    private static IEnumerable<Happening> Choices(ClusterSnapshot other, int seconds, CellCondition condition)
    {
        var cell = other.Cells[^1] with { Condition = condition };
        yield return new($"{cell}", snapshot => snapshot with { Cells = [.. snapshot.Cells.Where(old => old.Name != cell.Name), cell] });
        yield return new($"{cell.Name} goes", snapshot => snapshot with { Cells = [.. snapshot.Cells.Where(old => old.Name != cell.Name)] });
        if (other.Desired.Count > 0)
        {
            var process = other.Desired[^1];
            yield return new(
                $"{process}",
                snapshot => snapshot with { Desired = [.. snapshot.Desired.Where(old => old.Guid != process.Guid), process] }
            );
            yield return new(
                $"{process.Guid} goes",
                snapshot => snapshot with { Desired = [.. snapshot.Desired.Where(old => old.Guid != process.Guid)] }
            );
        }
        if (other.Actual.Count > 0)
        {
            var instance = other.Actual[^1];
            yield return new(
                $"{instance}",
                snapshot => snapshot with { Actual = [.. snapshot.Actual.Where(old => old.Guid != instance.Guid), instance] }
            );
            yield return new("the oldest instance goes", snapshot => snapshot with { Actual = [.. snapshot.Actual.Skip(1)] });
        }
        if (other.Crashes.Count > 0)
        {
            var crash = other.Crashes[^1];
            yield return new($"{crash}", snapshot => snapshot with { Crashes = [.. Except(snapshot.Crashes, crash), crash] });
            yield return new($"{crash} is forgotten", snapshot => snapshot with { Crashes = [.. Except(snapshot.Crashes, crash)] });
        }
        yield return new($"{seconds} s pass", snapshot => snapshot with { Now = snapshot.Now.AddSeconds(seconds) });
        yield return new("the plan is carried out", snapshot => snapshot.Apply(Scheduler.Plan(snapshot)));
        yield return new("what starts runs, what stops is gone", snapshot => snapshot.Settle());
    }

    private static IEnumerable<CrashHistory> Except(IEnumerable<CrashHistory> crashes, CrashHistory crash) =>
        crashes.Where(old => (old.ProcessGuid, old.Index) != (crash.ProcessGuid, crash.Index));

    /// <summary>Tells a model that has been told of one snapshot what is different in the next.</summary>
    public static void Tell(this ClusterModel model, ClusterSnapshot before, ClusterSnapshot after)
    {
        Tell(before.Cells, after.Cells, cell => cell.Name, model.Set, model.RemoveCell);
        Tell(before.Desired, after.Desired, process => process.Guid, model.Set, model.RemoveProcess);
        Tell(before.Actual, after.Actual, instance => instance.Guid, model.Set, model.RemoveInstance);
        Tell(before.Crashes, after.Crashes, crash => (crash.ProcessGuid, crash.Index), model.Set, key => model.RemoveCrash(key.ProcessGuid, key.Index));
    }

    private static void Tell<T, TKey>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, TKey> key, Action<T> set, Action<TKey> remove)
    {
        foreach (var gone in before.Select(key).Except(after.Select(key)))
            remove(gone);
        foreach (var changed in after.Except(before))
            set(changed);
    }
}
