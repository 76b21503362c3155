using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>Starts the platform's processes, keeps them running, and stops them in order.</summary>
internal sealed class Supervisor
{
    private static readonly TimeSpan ControllerGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RouterGrace = TimeSpan.FromSeconds(1);

    /// <summary>Requests under way in a controller may take so long; the router holds others for twice that time.</summary>
    private static readonly TimeSpan ControllerLeave = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CellPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RouterPatience = TimeSpan.FromSeconds(10);

    /// <summary>More than a router takes by itself.</summary>
    private static readonly TimeSpan RouterLeave = TimeSpan.FromSeconds(90);

    /// <summary>The instances' own grace period of ten seconds, and no more than the stop may take in all.</summary>
    private static readonly TimeSpan CellGrace = TimeSpan.FromSeconds(10.5);

    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ChildStarter starter;
    private readonly RoleKeeper controller;
    private readonly RoleKeeper router;
    private readonly StandbyRouter standby;

    private readonly Lock changing = new();

    /// <summary>Replaced whole, under the lock.</summary>
    private volatile IReadOnlyList<CellKeeper> cells;

    /// <summary>Processes that a former program of the supervisor replaced.</summary>
    private IReadOnlyList<SpawnedProcess> others = [];

    public Supervisor(ChildStarter starter, IReadOnlyList<CellSettings> cellSettings, TimeProvider time, ILogger logger)
    {
        (this.starter, this.time, this.logger) = (starter, time, logger);
        Board = new CellBoard(
            cellSettings.Select(cell => new CellProcess(cell.Name, cell.Zone, cell.Incarnation, CellProcessState.Starting, 0, ""))
        );
        controller = new RoleKeeper("controller", starter.StartControllerAsync, pulseSocket: null, spareReady: null, time, logger);
        standby = new StandbyRouter(starter.StartRouterAsync, starter.StartStandbyRouterAsync, time);
        router = new RoleKeeper("router", standby.TakeAsync, DataDirectory.RouterSocket, () => standby.Ready, time, logger);
        cells = [.. cellSettings.Select(Keeper)];
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

    /// <summary>Looks after everything that the supervisor's former program started.</summary>
    public async Task AdoptAsync(Handover handover)
    {
        await controller.AdoptAsync(handover.Controller);
        standby.Prepare();
        await router.AdoptAsync(handover.Router);
        foreach (var (cell, handed) in cells.Zip(handover.Cells))
            await cell.AdoptAsync(handed.Pid);
        others = await Task.WhenAll(handover.Others.Select(ProcessSpawner.AdoptAsync));
    }

    /// <summary>What is to be looked after besides the present processes, until it ends.</summary>
    public IReadOnlyList<int> Leaving =>
        [
            .. router.Leaving,
            .. others.Where(process => !process.Exited.IsCompleted).Select(process => process.Pid),
            .. standby.Pid is { } waiting ? [waiting] : (int[])[],
        ];

    public IReadOnlyList<HandedCell> Cells => [.. cells.Select(cell => cell.Present)];

    /// <summary>Lets no process be started until <see cref="Release"/>.</summary>
    public async Task HoldAsync()
    {
        await controller.HoldAsync();
        await router.HoldAsync();
        foreach (var cell in cells)
            await cell.HoldAsync();
    }

    public void Release()
    {
        controller.Release();
        router.Release();
        foreach (var cell in cells)
            cell.Release();
    }

    /// <summary>Has another controller run instead of the present one, which ends what it is doing first.</summary>
    public Task ReplaceControllerAsync() => controller.ReplaceAsync(ControllerLeave);

    /// <summary>Has another router serve, and the present one leave; false when the other one does not answer.</summary>
    public Task<bool> TryReplaceRouterAsync() => router.TryReplaceBesideAsync(RouterPatience, RouterLeave);

    /// <summary>Starts a cell that is to take another one's place; false, and nothing has changed, when it does not answer in time.</summary>
    public async Task<bool> TryStartBesideAsync(string name, CancellationToken cancellationToken)
    {
        var cell = Keeper(cells.First(cell => cell.Name == name).Present.Settings.Beside());
        await cell.StartAsync();
        lock (changing)
            cells = [.. cells, cell];
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(CellPatience);
        try
        {
            await foreach (var list in Board.WatchAsync(giveUp.Token))
            {
                if (list.Cells.Any(process => process.Name == cell.Name && process.State == CellProcessState.Running))
                    return true;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await EndCellAsync(cell.Name);
        }
        return false;
    }

    /// <summary>Has the instances of these cells move to the others.</summary>
    public void RetireCells(IReadOnlyCollection<string> names)
    {
        foreach (var cell in cells.Where(cell => names.Contains(cell.Name)))
            cell.Retire();
    }

    /// <summary>Ends a cell for good.</summary>
    public async Task EndCellAsync(string name)
    {
        await cells.First(cell => cell.Name == name).StopAsync(CellGrace);
        lock (changing)
            cells = [.. cells.Where(cell => cell.Name != name)];
        Board.Remove(name);
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
        await Task.WhenAll([router.StopAsync(RouterGrace), .. others.Select(process => process.EndAsync(RouterGrace, time))]);
        await standby.StopAsync(); // Not before the router, which would take it.
        await Task.WhenAll(cells.Select(cell => cell.StopAsync(CellGrace)));
    }

    private CellKeeper Keeper(CellSettings cell) => new(cell, starter.StartCellAsync, Board, time, logger);

    private async Task<string> WhenAnyCannotStartAsync() =>
        await Task.WhenAny(controller.CannotStart.Task, router.CannotStart.Task) == controller.CannotStart.Task ? "controller" : "router";
}
