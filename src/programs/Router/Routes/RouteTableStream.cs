using System.Text.Json;
using Ingot.Protocol.Routes;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Routes;

/// <summary>Follows the controller's route table. When the stream breaks, the last table stays and the stream is opened again.</summary>
internal sealed partial class RouteTableStream(
    ControllerClient controller,
    LiveRoutes routes,
    RouteTableFile file,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await foreach (var update in controller.WatchRoutesAsync(cancellationToken))
                {
                    routes.Apply(update);
                    file.Save(update);
                    LogTableApplied(update.Version, update.Routes.Count);
                    pause = FirstPause;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
            {
                LogStreamBroke(exception.Message);
            }
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Route table {Version} with {Count} routes is in use")]
    private partial void LogTableApplied(long version, int count);

    [LoggerMessage(LogLevel.Debug, "The route stream broke and will be opened again: {Reason}")]
    private partial void LogStreamBroke(string reason);
}
