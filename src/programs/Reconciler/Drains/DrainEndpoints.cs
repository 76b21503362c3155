using Ingot.Model.Deployments;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Routes;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Scheduling;
using Ingot.Storage;
using Ingot.Storage.Cells;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Reconciler.Drains;

/// <summary>What operators ask of the controller: to drain cells, and how far they are.</summary>
internal static class DrainEndpoints
{
    public static void MapDrains(this IEndpointRouteBuilder app)
    {
        app.MapPost(ControllerPaths.Drains, OrderAsync);
        app.MapGet(ControllerPaths.Drains, ReportAsync);
    }

    private static async Task<IResult> OrderAsync(
        HttpRequest request,
        PlatformDb db,
        IReconciler reconciler,
        CancellationToken cancellationToken
    )
    {
        if (await request.ReadFromJsonAsync(DrainJson.Default.DrainOrder, cancellationToken) is not { } order)
            return TypedResults.BadRequest();
        await db.WriteAsync(
            async session =>
            {
                foreach (var cell in order.Cells)
                    await (order.Drain ? session.DrainCellAsync(cell) : session.RestoreCellAsync(cell));
            },
            cancellationToken
        );
        reconciler.Nudge();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ReportAsync(
        DesiredState desired,
        ActualState actual,
        PlacementNotes notes,
        CancellationToken cancellationToken
    )
    {
        var wanted = await desired.LoadAsync(cancellationToken);
        var cluster = actual.Current;
        var reports = wanted.DrainedCells.Order(StringComparer.Ordinal).Select(cell => ReportOn(cell, wanted, cluster, notes));
        return TypedResults.Json(reports.ToArray(), DrainJson.Default.DrainReportArray);
    }

    private static DrainReport ReportOn(string slot, DesiredSnapshot wanted, Cluster cluster, PlacementNotes notes)
    {
        var cells = cluster.Cells.Values.Where(cell => CellSlot.Of(cell.Name) == slot).ToList();
        if (!cluster.IsKnown || cells.Exists(cell => cell.Condition == CellCondition.Unheard))
            return new(slot, Left: null, Waiting: null);
        var live = cells.SelectMany(cell => cell.Instances.ByGuid.Values).Where(instance => instance.Status.State.IsLive()).ToList();
        var tasks = cells.Sum(cell => cell.Tasks.Values.Count(task => !task.Done));
        var waiting = live.Select(instance => instance.Status.ProcessGuid)
            .Distinct()
            .Select(process => notes.FindRefusal(process) is { } refusal ? AllDrained.Explain(refusal, wanted, cluster) : FindPause(process, wanted))
            .FirstOrDefault(reason => reason is not null);
        return new(slot, live.Count + tasks, waiting);
    }

    /// <summary>Instances of two versions are not moved; how long there are two is for whoever deploys to say.</summary>
    private static string? FindPause(string processGuid, DesiredSnapshot wanted) =>
        wanted.FindRun(processGuid) is { Stable: not null, Row: var row }
        && wanted.Deployments.Any(deployment => deployment.AppGuid == row.AppGuid && deployment.StatusReason == DeploymentReasons.Paused)
            ? $"the canary deployment of app {row.AppName} is paused; continue or cancel it"
            : null;
}
