using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;

namespace Ingot.Reconciler.Instances;

/// <summary>Tells the API what runs.</summary>
internal sealed class InstanceReports(
    DesiredState desired,
    ActualState actual,
    CrashRecorder crashes,
    PlacementNotes notes,
    InstanceStops stops,
    CellUsage usage
) : IInstances
{
    public IReadOnlyList<InstanceReport> Of(string processGuid)
    {
        var run = desired.Current.FindRun(processGuid);
        var live = actual.Current.LiveOf(processGuid).ToLookup(instance => instance.Status.Index);
        var wanted = Enumerable.Range(0, run?.Row.Instances ?? 0);
        return
        [
            .. from index in wanted.Union(live.Select(holders => holders.Key)).Order()
            // Of several under one index the newest is told of (CC: instances_reporter.rb).
            let holder = live[index].MaxBy(instance => instance.Status.Since)
            select holder is null ? WithoutHolder(run!, index) : Report(holder),
        ];
    }

    public async Task<IReadOnlyDictionary<string, InstanceUsage>> UsageAsync(string processGuid, CancellationToken cancellationToken)
    {
        var cells = actual.Current.LiveOf(processGuid).Select(instance => instance.Cell).DistinctBy(cell => cell.Name);
        var answers = await Task.WhenAll(cells.Select(cell => usage.OfAsync(cell, cancellationToken)));
        var own = actual.Current.LiveOf(processGuid).Select(instance => instance.Status.InstanceGuid).ToHashSet();
        return answers.SelectMany(answer => answer).Where(used => own.Contains(used.InstanceGuid)).ToDictionary(used => used.InstanceGuid);
    }

    public Task<bool> RestartAsync(string processGuid, int index, CancellationToken cancellationToken)
    {
        var holders = actual.Current.LiveOf(processGuid).Where(instance => instance.Status.Index == index).ToList();
        stops.Begin(holders);
        return Task.FromResult(holders.Count > 0);
    }

    private static InstanceReport Report(LocatedInstance instance) =>
        new()
        {
            Index = instance.Status.Index,
            InstanceGuid = instance.Status.InstanceGuid,
            State = instance.IsLeaving ? InstanceState.Stopping : instance.Status.State,
            Routable = instance.Status.Routable && !instance.IsLeaving,
            Cell = instance.Cell.Name,
            Zone = instance.Cell.Zone,
            Address = instance.Status.Address,
            Port = instance.Status.Port,
            Since = instance.Status.Since,
        };

    /// <summary>An index nobody holds is DOWN, or CRASHED while it waits for its next start.</summary>
    private InstanceReport WithoutHolder(DesiredRun run, int index)
    {
        var crash = notes.IsWaiting(run.Row.ProcessGuid, index) ? crashes.Find(run.Row.ProcessGuid, index) : null;
        return new()
        {
            Index = index,
            InstanceGuid = crash?.LastInstanceGuid,
            State = crash is null ? null : InstanceState.Crashed,
            Since = crash?.LastCrashAt ?? run.Version.CreatedAt,
            Details = notes.FindRefusal(run.Row.ProcessGuid, index),
        };
    }
}
