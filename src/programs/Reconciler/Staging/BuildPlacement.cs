using Ingot.Model.Builds;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Drains;
using Ingot.Reconciler.Placement;
using Ingot.Reconciler.Settings;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Staging;

/// <summary>Gives builds to cells, a few at a time; the others wait, and say for what in the app's log.</summary>
internal sealed class BuildPlacement(
    ReconcilerOptions options,
    DesiredState desired,
    ActualState actual,
    BuildResults results,
    StagingOrders orders,
    StagingSizes sizes,
    ILogSink logs,
    TimeProvider time
)
{
    /// <summary>A build is given to cells this many times; when the last one dies under it, it has failed.</summary>
    public const int MaximumAttempts = 3;

    private readonly Dictionary<string, Waiting> waiting = [];

    /// <summary>Forgets what is remembered of builds that are over, and how long those that run have waited.</summary>
    public void Review(Cluster cluster, IReadOnlyList<Build> builds)
    {
        foreach (var over in waiting.Keys.Except(builds.Select(build => build.Guid)).ToList())
            waiting.Remove(over);
        foreach (var running in cluster.Cells.Values.SelectMany(cell => cell.Tasks.Keys.Except(cell.Ordered)))
        {
            if (waiting.TryGetValue(running, out var build))
                build.RefusedSince = null;
        }
    }

    /// <summary>Places a build that no cell has; when it cannot be placed now, a later round tries again, but not for ever.</summary>
    public async Task PlaceAsync(Build build, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - build.CreatedAt > options.StagingTimeout + options.StagingGrace)
        {
            await results.FailAsync(build.Guid, StagingErrors.TimeExpired, cancellationToken);
            return;
        }
        var cluster = actual.Current;
        // Somebody may be at it on a cell that has not reported yet.
        if (cluster.Cells.Values.Any(cell => cell.Condition == CellCondition.Unheard))
            return;
        if (!waiting.TryGetValue(build.Guid, out var known))
            waiting.Add(build.Guid, known = new Waiting());
        var refusal = orders.TakeRefusal(build.Guid);
        if (refusal is not null)
            known.Attempts--;
        if (known.Attempts >= MaximumAttempts)
        {
            await results.FailAsync(build.Guid, StagingErrors.CellLost, cancellationToken);
            return;
        }

        var others = cluster.Cells.Values.Sum(cell => cell.Tasks.Values.Count(task => !task.Done));
        var wanted = await desired.LoadAsync(cancellationToken);
        var cell = others < options.StagingsAtOnce ? PickCell(build, cluster, wanted, ref refusal) : null;
        if (cell is null && others > 0)
            TellOfTheQueue(build, known, others);
        else if (refusal is not null && TimeLeft(known) < TimeSpan.Zero)
            await results.FailAsync(build.Guid, StagingErrors.NoRoom(refusal), cancellationToken);
        else
        {
            if (refusal is not null)
                TellOfTheRefusal(build, known, AllDrained.Explain(refusal, wanted, cluster));
            if (cell is not null)
                await StageAsync(build, known, cell, cancellationToken);
        }
    }

    private async Task StageAsync(Build build, Waiting known, CellView cell, CancellationToken cancellationToken)
    {
        if (known.Attempts++ > 0)
            Tell(build, "The cell that staged the app is gone; staging begins anew on another one");
        await orders.StageAsync(build, cell, cancellationToken);
    }

    private CellView? PickCell(Build build, Cluster cluster, DesiredSnapshot wanted, ref string? refusal)
    {
        var snapshot = LoadSnapshot.Of(time.GetUtcNow(), wanted, cluster, [], sizes.Current);
        var (cell, reason) = StagingPlanner.PickCell(snapshot, build.StagingMemoryMb, build.StagingDiskMb);
        refusal = reason ?? refusal;
        return cell is null ? null : cluster.Cells[cell];
    }

    /// <summary>How long it waits on, now that it is refused; without room for longer than that, none is to be expected.</summary>
    private TimeSpan TimeLeft(Waiting known)
    {
        var now = time.GetUtcNow();
        return options.StagingRoomTimeout - (now - (known.RefusedSince ??= now));
    }

    /// <summary>Others end some day, so the time until then counts for nothing.</summary>
    private void TellOfTheQueue(Build build, Waiting known, int others)
    {
        known.RefusedSince = null;
        if (known.IsToldOfQueue)
            return;
        known.IsToldOfQueue = true;
        Tell(build, $"Waiting for {others} other {(others == 1 ? "build" : "builds")} to end");
    }

    private void TellOfTheRefusal(Build build, Waiting known, string reason)
    {
        if (known.ToldReason == reason)
            return;
        known.ToldReason = reason;
        Tell(
            build,
            $"Waiting up to {TimeLeft(known).TotalSeconds:0} s for a cell with {build.StagingMemoryMb} MB of memory and {build.StagingDiskMb} MB of disk free: {reason}"
        );
    }

    private void Tell(Build build, string message) =>
        logs.Write(
            [new LogLine(new LogSource(build.AppGuid, "STG", InstanceId: "0"), time.GetUtcNow().ToUnixTimeNanoseconds(), message)]
        );

    private sealed class Waiting
    {
        /// <summary>How often it was given to a cell that took it.</summary>
        public int Attempts { get; set; }
        public DateTimeOffset? RefusedSince { get; set; }
        public bool IsToldOfQueue { get; set; }

        /// <summary>The last reason for having no cell that was told.</summary>
        public string? ToldReason { get; set; }
    }
}
