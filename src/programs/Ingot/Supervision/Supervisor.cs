using Ingot.Protocol.Supervisor;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>Starts the platform's processes, keeps them running, and stops them in order.</summary>
internal sealed class Supervisor
{
    private static readonly TimeSpan ControllerGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RouterGrace = TimeSpan.FromSeconds(1);

    /// <summary>The instances' own grace period of ten seconds, and no more than the stop may take in all.</summary>
    private static readonly TimeSpan CellGrace = TimeSpan.FromSeconds(10.5);

    private readonly RoleKeeper controller;
    private readonly RoleKeeper router;
    private readonly StandbyRouter standby;
    private readonly IReadOnlyList<CellKeeper> cells;

    public Supervisor(ChildStarter starter, IReadOnlyList<Roles.CellSettings> cellSettings, TimeProvider time, ILogger logger)
    {
        Board = new CellBoard(
            cellSettings.Select(cell => new CellProcess(cell.Name, cell.Zone, cell.Incarnation, CellProcessState.Starting, 0, ""))
        );
        controller = new RoleKeeper("controller", starter.StartControllerAsync, time, logger);
        standby = new StandbyRouter(starter, time);
        router = new RoleKeeper("router", standby.TakeAsync, time, logger);
        cells = [.. cellSettings.Select(cell => new CellKeeper(cell, starter.StartCellAsync, Board, time, logger))];
    }

    public CellBoard Board { get; }

    public IReadOnlyList<RoleProcess> Roles => [controller.Status, router.Status];

    /// <summary>Completes when the controller or the router says that it can never start.</summary>
    public Task<string> CannotStart => WhenAnyCannotStartAsync();

    /// <summary>Starts everything at once, the slowest to come up first, and returns.</summary>
    public async Task StartAsync()
    {
        await controller.StartAsync();
        await router.StartAsync();
        foreach (var cell in cells)
            await cell.StartAsync();
    }

    public bool KillCell(string name)
    {
        var cell = cells.FirstOrDefault(cell => cell.Name == name);
        cell?.Kill();
        return cell is not null;
    }

    public bool KillZone(string zone)
    {
        var members = cells.Where(cell => cell.Zone == zone).ToList();
        foreach (var cell in members)
            cell.Kill();
        return members.Count > 0;
    }

    /// <summary>Stops all: first who would heal, then who would route, then the instances. Nothing is left afterwards.</summary>
    public async Task StopAsync()
    {
        await controller.StopAsync(ControllerGrace);
        await standby.StopAsync();
        await router.StopAsync(RouterGrace);
        await Task.WhenAll(cells.Select(cell => cell.StopAsync(CellGrace)));
    }

    private async Task<string> WhenAnyCannotStartAsync() =>
        await Task.WhenAny(controller.CannotStart.Task, router.CannotStart.Task) == controller.CannotStart.Task ? "controller" : "router";
}
