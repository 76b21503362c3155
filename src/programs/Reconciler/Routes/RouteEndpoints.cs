using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Ingot.Reconciler.Routes;

/// <summary>What routers ask of the controller.</summary>
internal static class RouteEndpoints
{
    public static void MapRoutes(this IEndpointRouteBuilder app)
    {
        app.MapGet(ControllerPaths.WatchRoutes("{router}"), WatchAsync);
        app.MapPost(ControllerPaths.AckRoutes, AckAsync);
        app.MapPost(ControllerPaths.Logs, WriteLogsAsync);
    }

    /// <summary>The stream ends with the host too, which would otherwise wait for its readers to go.</summary>
    private static async Task WatchAsync(HttpContext http, string router, RouteTableSource table, RouterAcks acks, IHostApplicationLifetime lifetime)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var stream = acks.Open(router);
        await http.Response.WriteLinesAsync(table.WatchAsync(ending.Token), RouteTableJson.Default.RouteTableUpdate, ending.Token);
    }

    private static async Task<IResult> AckAsync(HttpRequest request, RouterAcks acks, CancellationToken cancellationToken)
    {
        if (await request.ReadFromJsonAsync(RouteTableJson.Default.RouteTableAck, cancellationToken) is { } ack)
            acks.Take(ack);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> WriteLogsAsync(HttpRequest request, ILogSink logs, CancellationToken cancellationToken)
    {
        await foreach (var lines in LogFrames.ReadAsync(request.Body, cancellationToken))
            logs.Write(lines);
        return TypedResults.NoContent();
    }
}
