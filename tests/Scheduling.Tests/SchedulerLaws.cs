using FsCheck;
using FsCheck.Fluent;
using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>What holds for every plan, whatever the cluster looks like.</summary>
public sealed class SchedulerLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void The_same_snapshot_gives_the_same_plan_in_whatever_order_it_is_listed() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var reversed = snapshot with
                {
                    Cells = [.. snapshot.Cells.Reverse()],
                    Desired = [.. snapshot.Desired.Reverse()],
                    Actual = [.. snapshot.Actual.Reverse()],
                };
                var plan = Scheduler.Plan(snapshot);
                return plan.SequenceEqual(Scheduler.Plan(snapshot)) && plan.ToHashSet().SetEquals(Scheduler.Plan(reversed));
            }
        );

    [Fact]
    public void A_plan_applied_plans_nothing_more() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var again = Scheduler.Plan(snapshot.Apply(Scheduler.Plan(snapshot)));
                return !again.Any(action => action is PlacementAction.Start or PlacementAction.Stop);
            }
        );

    [Fact]
    public void No_index_is_started_while_anyone_lives_under_it() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var live = snapshot
                    .Actual.Where(instance => instance.State.IsLive())
                    .Select(instance => (instance.ProcessGuid, instance.Index))
                    .ToHashSet();
                return snapshot.Starts().All(start => live.Add((start.ProcessGuid, start.Index)));
            }
        );

    [Fact]
    public void No_start_is_promised_what_a_cell_does_not_have() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var after = snapshot.Apply(Scheduler.Plan(snapshot));
                return snapshot.Starts().Select(start => start.Cell).Distinct().All(name => IsWithinCapacity(after, name));
            }
        );

    [Fact]
    public void Every_free_index_is_started_or_explained() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var plan = Scheduler.Plan(snapshot);
                var refusedFrom = plan
                    .OfType<PlacementAction.Refuse>()
                    .Select(refuse => (refuse.ProcessGuid, refuse.FromIndex))
                    .Concat(plan.OfType<PlacementAction.AwaitRoom>().Select(wait => (wait.ProcessGuid, wait.FromIndex)))
                    .ToDictionary();
                var answered = plan
                    .Select(action =>
                        action switch
                        {
                            PlacementAction.Start start => (start.ProcessGuid, start.Index),
                            PlacementAction.Wait wait => (wait.ProcessGuid, wait.Index),
                            _ => ("", 0),
                        }
                    )
                    .Concat(snapshot.Actual.Where(instance => instance.State.IsLive()).Select(live => (live.ProcessGuid, live.Index)))
                    .ToHashSet();
                return snapshot.Desired.All(process =>
                    Enumerable
                        .Range(0, process.Instances)
                        .All(index => answered.Contains((process.Guid, index)) || refusedFrom.GetValueOrDefault(process.Guid, int.MaxValue) <= index)
                );
            }
        );

    [Fact]
    public void With_room_everything_desired_comes_to_run_and_nothing_else() =>
        Holds(
            RandomSnapshots.Roomy,
            snapshot =>
            {
                var wanted = snapshot.Desired.SelectMany(process =>
                    Enumerable.Range(0, process.Instances).Select(index => (process.Guid, index, process.Version))
                );
                var running = snapshot.Converge().Actual.Select(instance => (instance.ProcessGuid, instance.Index, instance.Version));
                return wanted.Order().SequenceEqual(running.Order());
            }
        );

    [Fact]
    public void Zones_and_the_cells_of_a_zone_differ_by_at_most_one_in_every_prefix() =>
        Holds(
            RandomSnapshots.Fresh,
            snapshot =>
                snapshot.Desired.All(process =>
                {
                    var zoneOf = snapshot.Cells.ToDictionary(cell => cell.Name, cell => cell.Zone);
                    var inZone = snapshot.Cells.Select(cell => cell.Zone).Distinct().ToDictionary(zone => zone, _ => 0);
                    var onCell = snapshot.Cells.ToDictionary(cell => cell.Name, _ => 0);
                    foreach (var start in snapshot.Starts().Where(start => start.ProcessGuid == process.Guid).OrderBy(start => start.Index))
                    {
                        onCell[start.Cell]++;
                        inZone[zoneOf[start.Cell]]++;
                        if (!IsEven(inZone.Values) || snapshot.Cells.GroupBy(cell => cell.Zone).Any(zone => !IsEven(zone.Select(cell => onCell[cell.Name]))))
                            return false;
                    }
                    return true;
                })
        );

    [Fact]
    public void Every_start_goes_to_the_emptiest_zone_and_there_to_a_cell_with_the_fewest_copies() =>
        Holds(
            RandomSnapshots.Roomy,
            snapshot =>
            {
                var zoneOf = snapshot.Cells.ToDictionary(cell => cell.Name, cell => cell.Zone);
                var stopped = snapshot.Stops().Select(stop => stop.InstanceGuid).ToHashSet();
                var held = snapshot
                    .Actual.Where(instance => instance.State != InstanceState.Stopping && !stopped.Contains(instance.Guid))
                    .Select(instance => (instance.ProcessGuid, instance.Cell))
                    .ToList();
                return snapshot
                    .Starts()
                    .All(start =>
                    {
                        var copies = snapshot.Cells.ToDictionary(cell => cell.Name, cell => held.Count(holder => holder == (start.ProcessGuid, cell.Name)));
                        var zones = copies.GroupBy(cell => zoneOf[cell.Key]).ToDictionary(zone => zone.Key, zone => zone.Sum(cell => cell.Value));
                        held.Add((start.ProcessGuid, start.Cell));
                        return zones[zoneOf[start.Cell]] == zones.Values.Min()
                            && copies[start.Cell] == copies.Where(cell => zoneOf[cell.Key] == zoneOf[start.Cell]).Min(cell => cell.Value);
                    });
            }
        );

    [Fact]
    public void Of_one_process_lower_indexes_get_room_before_higher_ones() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var refused = Scheduler.Plan(snapshot).OfType<PlacementAction.Refuse>().ToLookup(refuse => refuse.ProcessGuid);
                return snapshot.Starts().All(start => refused[start.ProcessGuid].All(refuse => refuse.FromIndex > start.Index));
            }
        );

    [Fact]
    public void A_refusal_is_true_when_the_plan_has_been_carried_out_and_names_what_is_short_everywhere() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var plan = Scheduler.Plan(snapshot);
                var after = snapshot.Apply(plan);
                return plan.OfType<PlacementAction.Refuse>()
                    .Where(refuse => IsOfMissing(snapshot, refuse.ProcessGuid, refuse.FromIndex))
                    .All(refuse => refuse.Reason == ExpectedRefusal(after, refuse.ProcessGuid));
            }
        );

    [Fact]
    public void Nothing_is_refused_that_will_fit_when_what_stops_is_gone() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var plan = Scheduler.Plan(snapshot);
                var after = snapshot.Apply(plan);
                var gone = after with { Actual = [.. after.Actual.Where(instance => instance.State != InstanceState.Stopping)] };
                return plan.OfType<PlacementAction.Refuse>()
                        .Where(refuse => IsOfMissing(snapshot, refuse.ProcessGuid, refuse.FromIndex))
                        .All(refuse => ExpectedRefusal(gone, refuse.ProcessGuid) is not null)
                    && plan.OfType<PlacementAction.AwaitRoom>()
                        .Where(wait => IsOfMissing(snapshot, wait.ProcessGuid, wait.FromIndex))
                        .All(wait => ExpectedRefusal(gone, wait.ProcessGuid) is null);
            }
        );

    [Fact]
    public void Nothing_is_started_while_a_cell_may_hold_what_nobody_has_heard_of() =>
        Holds(
            RandomSnapshots.Any,
            snapshot =>
            {
                var restarted = snapshot with { Cells = [.. snapshot.Cells, Some.Cell("late", "z9", condition: CellCondition.Unheard)] };
                return restarted.Starts().Count == 0;
            }
        );

    private static void Holds(Arbitrary<ClusterSnapshot> snapshots, Func<ClusterSnapshot, bool> law) =>
        Check.One(Often, Prop.ForAll(snapshots, law));

    private static bool IsEven(IEnumerable<int> counts) => counts.Max() - counts.Min() <= 1;

    private static bool IsWithinCapacity(ClusterSnapshot snapshot, string name)
    {
        var cell = snapshot.Cells.Single(cell => cell.Name == name);
        var on = snapshot.Actual.Where(instance => instance.Cell == name && instance.State.IsLive()).ToList();
        return on.Sum(instance => instance.MemoryMb) <= cell.MemoryMb
            && on.Sum(instance => instance.DiskMb) <= cell.DiskMb
            && on.Count <= cell.MaxInstances;
    }

    /// <summary>Others are of moves, which need room for two.</summary>
    private static bool IsOfMissing(ClusterSnapshot snapshot, string processGuid, int fromIndex) =>
        fromIndex < snapshot.Desired.Single(process => process.Guid == processGuid).Instances;

    /// <summary>Null when there is a cell with room for one more.</summary>
    private static string? ExpectedRefusal(ClusterSnapshot snapshot, string processGuid)
    {
        var process = snapshot.Desired.Single(process => process.Guid == processGuid);
        var usable = snapshot.Cells.Where(cell => cell.Condition == CellCondition.Usable).ToList();
        var shortages = usable
            .Where(cell => !cell.IsDraining)
            .Select(cell =>
            {
                var on = snapshot.Actual.Where(instance => instance.Cell == cell.Name && instance.State.IsLive()).ToList();
                return new Dictionary<string, bool>
                {
                    ["containers"] = on.Count + 1 > cell.MaxInstances,
                    ["disk"] = on.Sum(instance => instance.DiskMb) + process.DiskMb > cell.DiskMb,
                    ["memory"] = on.Sum(instance => instance.MemoryMb) + process.MemoryMb > cell.MemoryMb,
                };
            })
            .ToList();
        if (shortages.Count == 0)
            return usable.Count == 0 ? "unable to communicate to compatible cells" : "insufficient resources";
        if (shortages.Any(cell => !cell.ContainsValue(true)))
            return null;
        var everywhere = shortages[0].Keys.Where(what => shortages.All(cell => cell[what])).ToList();
        return everywhere.Count == 0 ? "insufficient resources" : $"insufficient resources: {string.Join(", ", everywhere)}";
    }
}
