using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Routing;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Routes;

/// <summary>
/// Starts with the saved route table when no controller answers. A port in it may belong to another app by now, so only endpoints whose
/// cell confirms them are used: no answer may come from the wrong app.
/// </summary>
internal sealed partial class SavedRoutes(RouteTableFile file, LiveRoutes routes, Func<string, string> cellSocket, TimeProvider time, ILogger logger)
{
    /// <summary>A cell that does not answer in this time confirms nothing. Requests are held meanwhile; a dead cell refuses at once.</summary>
    private static readonly TimeSpan CellTimeout = TimeSpan.FromSeconds(5);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await file.LoadAsync(cancellationToken) is not { } saved || routes.Current is not null)
            return;
        var cells = saved.Routes.SelectMany(route => route.Endpoints).Select(endpoint => endpoint.Cell).Distinct();
        var answers = await Task.WhenAll(cells.Select(cell => FindRunningAsync(cell, cancellationToken)));
        var running = answers.SelectMany(instances => instances).ToHashSet();
        var confirmed = saved with { Routes = [.. saved.Routes.Select(route => route with { Endpoints = [.. route.Endpoints.Where(IsRunning)] })] };
        if (routes.TryStartWith(confirmed))
            LogStarted(confirmed.Routes.Sum(route => route.Endpoints.Count), saved.Routes.Sum(route => route.Endpoints.Count));

        bool IsRunning(RouteEndpoint endpoint) => running.Contains((endpoint.InstanceGuid, endpoint.Port));
    }

    private async Task<IEnumerable<(string InstanceGuid, int Port)>> FindRunningAsync(string cell, CancellationToken cancellationToken)
    {
        using var client = new CellClient(cellSocket(cell));
        using var timeout = new CancellationTokenSource(CellTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await foreach (var cellEvent in client.EventsAsync(either.Token))
                return cellEvent.Snapshot?.Instances.Where(IsServing).Select(instance => (instance.InstanceGuid, instance.Port)) ?? [];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            LogCellSilent(cell, exception.Message);
        }
        return [];
    }

    private static bool IsServing(InstanceStatus instance) => instance is { State: InstanceState.Running, Routable: true };

    [LoggerMessage(LogLevel.Information, "Started with the saved route table: {Confirmed} of {Saved} endpoints confirmed by their cells")]
    private partial void LogStarted(int confirmed, int saved);

    [LoggerMessage(LogLevel.Warning, "Cell {Cell} confirms no endpoints: {Reason}")]
    private partial void LogCellSilent(string cell, string reason);
}
