using System.Net.Http.Json;
using Ingot.Protocol.Logs;

namespace Ingot.Protocol.Routes;

/// <summary>What a router asks of the controller: the route table, and a place for its access lines.</summary>
public sealed class ControllerClient(string socketPath) : IDisposable
{
    private readonly HttpClient client = UnixSocketHttp.CreateClient(socketPath);

    /// <summary>The table now and after every change. The controller waits for the acknowledgements of this router while the stream is open.</summary>
    public IAsyncEnumerable<RouteTableUpdate> WatchRoutesAsync(string router, CancellationToken cancellationToken) =>
        JsonLines.GetAsync(client, ControllerPaths.WatchRoutes(router), RouteTableJson.Default.RouteTableUpdate, cancellationToken);

    /// <summary>Says which version this router goes by. Sent after every update, and again when a removed instance is no longer busy.</summary>
    public async Task AckRoutesAsync(RouteTableAck ack, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(
            ControllerPaths.AckRoutes,
            ack,
            RouteTableJson.Default.RouteTableAck,
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Hands lines to the log cache.</summary>
    public async Task SendLogsAsync(LogFrameWriter lines, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(lines.Written);
        using var response = await client.PostAsync(ControllerPaths.Logs, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();
}

/// <summary>The controller's private endpoints (its public ones are the API), said once for both sides.</summary>
public static class ControllerPaths
{
    public const string Ready = "/ready";
    public const string AckRoutes = "/routes/ack";
    public const string Logs = "/logs";
    public const string Drains = "/drains";

    public static string WatchRoutes(string router) => $"/routes/watch/{router}";
}
