using Ingot.Protocol.Controller;
using Ingot.Protocol.Routes;
using Ingot.Protocol.Supervisor;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Deployments;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Drains;
using Ingot.Reconciler.Instances;
using Ingot.Reconciler.Leftovers;
using Ingot.Reconciler.Placement;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Staging;
using Ingot.Reconciler.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ingot.Reconciler;

/// <summary>The reconciler as a module of the controller.</summary>
public static class ReconcilerModule
{
    /// <summary>
    /// Adds the loops, and the roles <see cref="IReconciler"/> and <see cref="IInstances"/>. The host provides the database, the data directory, an
    /// <see cref="ILogSink"/>, the <see cref="PlatformAddress"/> and the clock; and <see cref="ICells"/> if not those of the supervisor.
    /// </summary>
    public static void AddReconciler(this IServiceCollection services, ReconcilerOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton<ICells>(_ => new SupervisorClient(options.SupervisorSocket));
        services.AddSingleton<Background>();
        services.AddSingleton<ActualState>();
        services.AddSingleton<CellOrders>();
        services.AddSingleton<CellUsage>();
        services.AddSingleton<DesiredState>();
        services.AddSingleton<CrashRecorder>();
        services.AddSingleton<RouteTableSource>();
        services.AddSingleton<RouterAcks>();
        services.AddSingleton<PlacementNotes>();
        services.AddSingleton<InstanceStarts>();
        services.AddSingleton<InstanceStops>();
        services.AddSingleton<MoveEvents>();
        services.AddSingleton<EndedInstances>();
        services.AddSingleton<ApplyPlan>();
        services.AddSingleton<StagingSizes>();
        services.AddSingleton<BuildResults>();
        services.AddSingleton<StagingOrders>();
        services.AddSingleton<BuildPlacement>();
        services.AddSingleton<PlacementLoop>();
        services.AddSingleton<RouteLoop>();
        services.AddSingleton<StagingLoop>();
        services.AddSingleton<DeploymentJudge>();
        services.AddSingleton<DeploymentStatuses>();
        services.AddSingleton<StoredFiles>();
        services.AddSingleton<OldVersions>();
        services.AddSingleton<OldLines>();
        services.AddSingleton<IReconciler, Nudger>();
        services.AddSingleton<IInstances, InstanceReports>();
        services.AddHostedService<CellWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PlacementLoop>());
        services.AddHostedService(provider => provider.GetRequiredService<RouteLoop>());
        services.AddHostedService(provider => provider.GetRequiredService<StagingLoop>());
        services.AddHostedService<DeploymentLoop>();
        services.AddHostedService<LeftoverLoop>();
    }

    /// <summary>Maps the controller's private endpoints; the host serves them on its private socket only.</summary>
    public static void MapReconciler(this IEndpointRouteBuilder app)
    {
        app.MapGet(ControllerPaths.Ready, static () => TypedResults.NoContent());
        app.MapRoutes();
        app.MapDrains();
    }
}
