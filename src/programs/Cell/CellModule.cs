using Ingot.Cell.Droplets;
using Ingot.Cell.Events;
using Ingot.Cell.Lifetime;
using Ingot.Cell.Output;
using Ingot.Cell.Ports;
using Ingot.Cell.Runs;
using Ingot.Cell.Settings;
using Ingot.Cell.Usage;
using Ingot.Cell.Workloads;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Cell;

/// <summary>The cell: runs instances and staging tasks, and tells about them.</summary>
public static class CellModule
{
    public static IServiceCollection AddCell(this IServiceCollection services, CellOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<CellEventFeed>();
        services.AddSingleton(provider => new LogRing(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CellSandbox>();
        services.AddSingleton<DropletCache>();
        services.AddSingleton<StartSlots>();
        services.AddSingleton<RunContext>();
        services.AddSingleton(provider => new PortPool(
            options.PortRangeStart,
            options.PortRangeEnd,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<Workload>();
        services.AddSingleton<UsageSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<UsageSampler>());
        services.AddHostedService<DiskWatch>();
        services.AddHostedService<InstanceGauges>();
        services.AddHostedService<CellLifetime>();
        return services;
    }

    /// <summary>Serves <see cref="Protocol.Cells.CellPaths"/>.</summary>
    public static void MapCell(this IEndpointRouteBuilder app) => CellEndpoints.Map(app);
}
