using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Supervision;
using Ingot.Upgrade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Up;

/// <summary>What the supervisor answers on its Unix socket: to the controller, and to <c>ingot status</c> and its kin.</summary>
internal static class SupervisorEndpoints
{
    public static void MapSupervisor(
        this IEndpointRouteBuilder routes,
        Supervisor supervisor,
        PlatformUpgrade upgrade,
        Func<PlatformStatus> status,
        Action down
    )
    {
        routes.MapGet(
            SupervisorPaths.WatchCells,
            (HttpContext http) =>
                http.Response.WriteLinesAsync(
                    supervisor.Board.WatchAsync(http.RequestAborted),
                    SupervisorJson.Default.CellProcesses,
                    http.RequestAborted
                )
        );
        routes.MapGet(
            SupervisorPaths.Status,
            (HttpContext http) => http.Response.WriteAsJsonAsync(status(), SupervisorJson.Default.PlatformStatus)
        );
        routes.MapPost(SupervisorPaths.KillCell("{cell}"), (HttpContext http, string cell) => Answer(http, supervisor.KillCell(cell)));
        routes.MapPost(SupervisorPaths.KillZone("{zone}"), (HttpContext http, string zone) => Answer(http, supervisor.KillZone(zone)));
        routes.MapPost(SupervisorPaths.Upgrade, (HttpContext http) => BeginAsync(http, upgrade));
        routes.MapGet(
            SupervisorPaths.Upgrade,
            (HttpContext http) =>
                http.Response.WriteLinesAsync(upgrade.WatchAsync(http.RequestAborted), SupervisorJson.Default.UpgradeProgress, http.RequestAborted)
        );
        routes.MapPost(SupervisorPaths.Down, (HttpContext http) => Answer(http, Done(down)));
    }

    private static async Task BeginAsync(HttpContext http, PlatformUpgrade upgrade)
    {
        var request = await http.Request.ReadFromJsonAsync(SupervisorJson.Default.UpgradeRequest, http.RequestAborted);
        if (await upgrade.BeginAsync(request!.Executable) is not { } refusal)
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        await http.Response.WriteAsync(refusal, CancellationToken.None);
    }

    private static bool Done(Action action)
    {
        action();
        return true;
    }

    private static void Answer(HttpContext http, bool found) =>
        http.Response.StatusCode = found ? StatusCodes.Status202Accepted : StatusCodes.Status404NotFound;
}
