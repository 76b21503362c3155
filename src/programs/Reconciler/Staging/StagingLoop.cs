using Ingot.Hosting;
using Ingot.Model.Builds;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Scheduling;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Staging;

/// <summary>Has every build in STAGING staged by one cell, and writes down how it ended.</summary>
internal sealed partial class StagingLoop : Loop
{
    /// <summary>A build is given to cells this many times; when the last one dies under it or refuses, it has failed.</summary>
    public const int MaximumAttempts = 3;

    private readonly ReconcilerOptions options;
    private readonly ActualState actual;
    private readonly BuildResults results;
    private readonly StagingOrders orders;
    private readonly StagingSizes sizes;
    private readonly TimeProvider time;
    private readonly ILogger<StagingLoop> logger;
    private readonly Dictionary<string, int> attempts = [];

    public StagingLoop(
        ReconcilerOptions options,
        ActualState actual,
        BuildResults results,
        StagingOrders orders,
        StagingSizes sizes,
        TimeProvider time,
        ILogger<StagingLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.options = options;
        this.actual = actual;
        this.results = results;
        this.orders = orders;
        this.sizes = sizes;
        this.time = time;
        this.logger = logger;
        actual.TasksChanged += Nudge;
    }

    public override void Dispose()
    {
        actual.TasksChanged -= Nudge;
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await FinishAsync(actual.Current, cancellationToken);

        var builds = await results.UnfinishedAsync(cancellationToken);
        sizes.Take(builds);
        var cluster = actual.Current;
        if (!cluster.IsKnown)
            return;
        CancelDeserted(cluster, builds);
        foreach (var gone in attempts.Keys.Except(builds.Select(build => build.Guid)).ToList())
            attempts.Remove(gone);
        var running = cluster.Cells.Values.SelectMany(cell => cell.Tasks.Keys).ToHashSet();
        foreach (var build in builds.Where(build => !running.Contains(build.Guid)))
            await PlaceAsync(build, cancellationToken);
    }

    /// <summary>The result is in the database before the cell may forget it.</summary>
    private async Task FinishAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        foreach (var cell in cluster.Cells.Values)
        {
            foreach (var task in cell.Tasks.Values.Where(task => task.Done))
            {
                await results.FinishAsync(task, cancellationToken);
                orders.Forget(cell, task.TaskGuid);
            }
        }
    }

    /// <summary>A task whose build was deleted has nobody to work for.</summary>
    private void CancelDeserted(Cluster cluster, IReadOnlyList<Build> builds)
    {
        var wanted = builds.Select(build => build.Guid).ToHashSet();
        foreach (var cell in cluster.Cells.Values)
        {
            foreach (var task in cell.Tasks.Values.Where(task => !task.Done && !wanted.Contains(task.TaskGuid)))
                orders.Cancel(cell, task.TaskGuid);
        }
    }

    private async Task PlaceAsync(Build build, CancellationToken cancellationToken)
    {
        var cluster = actual.Current;
        // Somebody may be at it on a cell that has not reported yet.
        if (cluster.Cells.Values.Any(cell => cell.Condition == CellCondition.Unheard))
            return;
        if (attempts.GetValueOrDefault(build.Guid) >= MaximumAttempts)
        {
            var error = orders.FindRefusal(build.Guid) is { } reason ? StagingErrors.NoRoom(reason) : StagingErrors.CellLost;
            await results.FailAsync(build.Guid, error, cancellationToken);
            return;
        }
        var snapshot = LoadSnapshot.Of(time.GetUtcNow(), DesiredSnapshot.Empty, cluster, [], sizes.Current);
        var (cell, refusal) = StagingPlanner.PickCell(snapshot, build.StagingMemoryMb, build.StagingDiskMb);
        if (cell is null)
        {
            LogNoRoom(build.Guid, refusal!);
            if (time.GetUtcNow() - build.CreatedAt > options.StagingRoomTimeout)
                await results.FailAsync(build.Guid, StagingErrors.NoRoom(refusal!), cancellationToken);
            return;
        }
        attempts[build.Guid] = attempts.GetValueOrDefault(build.Guid) + 1;
        await orders.StageAsync(build, cluster.Cells[cell], cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Build {Build} waits for a cell: {Reason}")]
    private partial void LogNoRoom(string build, string reason);
}
