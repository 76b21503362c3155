using Ingot.Hosting;
using Ingot.Protocol.Routes;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Routes;

/// <summary>
/// Tells the controller which table this router goes by and which removed instances are still busy, after every change of either; the
/// controller stops an instance only then.
/// </summary>
internal sealed class AckLoop(string router, ControllerClient controller, LiveRoutes routes, TimeProvider time, ILogger logger)
    : Loop(time, Repeat, logger)
{
    /// <summary>A lost acknowledgement would hold up a stop, so the last one is said again now and then.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(1);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (routes.Acknowledge(router) is not { } ack)
            return;
        try
        {
            await controller.AckRoutesAsync(ack, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // The controller is away or knows a newer epoch; its next table is acknowledged anew.
        }
    }
}
