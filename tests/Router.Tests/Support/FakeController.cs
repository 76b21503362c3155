using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Ingot.Hosting;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Routes;
using Ingot.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Support;

/// <summary>The controller's private endpoints: streams what it is told, remembers what it is told.</summary>
internal sealed class FakeController(string socket) : IAsyncDisposable
{
    private readonly Channel<RouteTableUpdate> updates = Channel.CreateUnbounded<RouteTableUpdate>();
    private readonly Channel<RouteTableAck> acks = Channel.CreateUnbounded<RouteTableAck>();
    private readonly Channel<LogLine> lines = Channel.CreateUnbounded<LogLine>();
    private readonly CancellationTokenSource stopped = new();
    private readonly HashSet<string> routers = [];
    private WebApplication? app;
    private long version;
    private volatile RouteTableUpdate? sent;

    public string Epoch { get; } = Guid.NewGuid().ToString();

    public async Task StartAsync()
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(socket);
        app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
    }

    public void Send(params RouteEntry[] routes) => updates.Writer.TryWrite(new RouteTableUpdate(Epoch, ++version, routes));

    /// <summary>Sends a table and waits until the router goes by it.</summary>
    public async Task<RouteTableAck> RouteAsync(params RouteEntry[] routes)
    {
        Send(routes);
        return await AckAsync(ack => ack.Version == version);
    }

    public async Task<RouteTableAck> AckAsync(Predicate<RouteTableAck> wanted)
    {
        while (true)
        {
            var ack = await acks.Reader.ReadAsync(TestContext.Current.CancellationToken);
            var isWanted = wanted(ack);
            routers.Add(ack.Router);
            if (isWanted)
                return ack;
        }
    }

    /// <summary>Waits until a router that was not heard of before goes by the table.</summary>
    public Task<RouteTableAck> AckOfAnotherAsync() => AckAsync(ack => !routers.Contains(ack.Router));

    public ValueTask<LogLine> LineAsync() => lines.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Ends the controller; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref app, null) is not { } running)
            return;
        await stopped.CancelAsync();
        await running.DisposeAsync();
        stopped.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case { } path when path.StartsWith(ControllerPaths.WatchRoutes(""), StringComparison.Ordinal):
                using (var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopped.Token))
                    await context.Response.WriteLinesAsync(UpdatesAsync(ended.Token), RouteTableJson.Default.RouteTableUpdate, ended.Token);
                break;
            case ControllerPaths.AckRoutes:
                acks.Writer.TryWrite((await context.Request.ReadFromJsonAsync(RouteTableJson.Default.RouteTableAck))!);
                break;
            case ControllerPaths.Logs:
                await foreach (var batch in LogFrames.ReadAsync(context.Request.Body, context.RequestAborted))
                {
                    foreach (var line in batch)
                        lines.Writer.TryWrite(line with { Bytes = line.Bytes.ToArray() });
                }
                break;
        }
    }

    /// <summary>The table that another router has got already, then each that is sent.</summary>
    private async IAsyncEnumerable<RouteTableUpdate> UpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sent is { } table)
            yield return table;
        await foreach (var update in updates.Reader.ReadAllAsync(cancellationToken))
        {
            sent = update;
            yield return update;
        }
    }
}
