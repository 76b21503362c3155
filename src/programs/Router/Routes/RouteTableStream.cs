using Ingot.Hosting;
using Ingot.Protocol.Routes;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Routes;

/// <summary>Follows the controller's route table. When the stream breaks, the last table stays and the stream is opened again.</summary>
internal sealed partial class RouteTableStream(
    string router,
    ControllerClient controller,
    LiveRoutes routes,
    RouteTableFile file,
    TimeProvider time,
    ILogger logger
)
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        Reconnecting.RunAsync(heard => ReadAsync(heard, cancellationToken), LogStreamBroke, time, cancellationToken);

    private async Task ReadAsync(Action heard, CancellationToken cancellationToken)
    {
        await foreach (var update in controller.WatchRoutesAsync(router, cancellationToken))
        {
            heard();
            routes.Apply(update);
            file.Save(update);
            LogTableApplied(update.Version, update.Routes.Count);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Route table {Version} with {Count} routes is in use")]
    private partial void LogTableApplied(long version, int count);

    [LoggerMessage(LogLevel.Debug, "The route stream broke and will be opened again: {Reason}")]
    private partial void LogStreamBroke(string reason);
}
