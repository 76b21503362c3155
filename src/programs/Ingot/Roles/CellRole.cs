using Ingot.Cell;
using Ingot.Cell.Settings;
using Ingot.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ingot.Roles;

/// <summary>The process that runs instances.</summary>
internal static class CellRole
{
    /// <summary>More than the instances' grace period, so that the host does not cut it short.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync()
    {
        var settings = RoleSettings.Read();
        var cell = settings.Cell ?? throw new InvalidOperationException("The settings name no cell.");
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(DataDirectory.CellSocket(cell.Name));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        builder.Services.AddCell(
            new CellOptions
            {
                Name = cell.Name,
                Zone = cell.Zone,
                Incarnation = cell.Incarnation,
                MemoryMb = cell.MemoryMb,
                DiskMb = cell.DiskMb,
                StartsAtOnce = cell.StartsAtOnce,
                PortRangeStart = cell.FirstPort,
                PortRangeEnd = cell.LastPort,
                DataDirectory = new DataDirectory(settings.DataDirectory),
                IngotExecutable = Environment.ProcessPath!,
                SupervisorPipeFd = RoleSettings.SupervisorPipe,
            }
        );
        await using var app = builder.Build();
        app.MapCell();
        await app.RunAsync();
        return 0;
    }
}
