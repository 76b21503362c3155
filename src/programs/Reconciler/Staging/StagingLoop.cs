using Ingot.Hosting;
using Ingot.Model.Builds;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Settings;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Staging;

/// <summary>Has every build in STAGING staged by one cell, and writes down how it ended.</summary>
internal sealed class StagingLoop : Loop
{
    private readonly ActualState actual;
    private readonly BuildResults results;
    private readonly StagingOrders orders;
    private readonly StagingSizes sizes;
    private readonly BuildPlacement placement;

    public StagingLoop(
        ReconcilerOptions options,
        ActualState actual,
        BuildResults results,
        StagingOrders orders,
        StagingSizes sizes,
        BuildPlacement placement,
        TimeProvider time,
        ILogger<StagingLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.actual = actual;
        this.results = results;
        this.orders = orders;
        this.sizes = sizes;
        this.placement = placement;
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
        placement.Review(cluster, builds);
        var running = cluster.Cells.Values.SelectMany(cell => cell.Tasks.Keys).ToHashSet();
        foreach (var build in builds.Where(build => !running.Contains(build.Guid)))
            await placement.PlaceAsync(build, cancellationToken);
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
}
