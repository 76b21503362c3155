using System.Runtime.InteropServices;
using System.Text;
using Ingot.Hosting;
using Ingot.Protocol.Routes;
using Ingot.Router.AccessLog;
using Ingot.Router.Forwarding;
using Ingot.Router.Health;
using Ingot.Router.Requests;
using Ingot.Router.Routes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingot.Router;

/// <summary>
/// The router's process. Kestrel is started bare, without a host and a container around it: that halves the time until a
/// killed router serves again.
/// </summary>
public sealed class RouterHost : IAsyncDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly RouterOptions options;
    private readonly KestrelServer server;
    private readonly FrontDoor frontDoor;
    private readonly ApiProxy api;
    private readonly ControllerClient controller;
    private readonly LiveRoutes routes;
    private readonly AccessLines accessLines;
    private readonly RouteTableFile file;
    private readonly RouteTableStream stream;
    private readonly SavedRoutes saved;
    private readonly AckLoop acks;
    private readonly HangWatch hangs;
    private readonly ITimer sweeper;
    private readonly CancellationTokenSource stopping = new();
    private Task background = Task.CompletedTask;

    public RouterHost(RouterOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        this.options = options;
        var logger = loggers.CreateLogger("Ingot.Router");
        var forwarder = new Forwarder(options.RequestTimeout, time);
        controller = new ControllerClient(options.ControllerSocket);
        routes = new LiveRoutes(time);
        file = new RouteTableFile(options.Data.RouteTableFile, time, logger);
        stream = new RouteTableStream(controller, routes, file, time, logger);
        saved = new SavedRoutes(file, routes, options.CellSocket, time, logger);
        acks = new AckLoop(Guid.NewGuid().ToString(), controller, routes, time, logger);
        routes.Changed = acks.Nudge;
        hangs = new HangWatch(routes, options.HangTime, time, logger);
        accessLines = new AccessLines(controller, time, logger);
        api = new ApiProxy(options, forwarder, time);
        frontDoor = new FrontDoor(new ApiHosts(options), api, new AppProxy(routes, forwarder, options, time), accessLines, time);
        server = CreateServer(options, loggers);
        sweeper = time.CreateTimer(_ => Sweep(), state: null, SweepPeriod, SweepPeriod);
    }

    /// <summary>Runs a router until SIGTERM or SIGINT. To be called before the process has any socket.</summary>
    /// <param name="wanted">Completes when the router is to accept connections; until then it only gets ready.</param>
    public static async Task RunAsync(RouterOptions options, Task wanted)
    {
        // Saves the way from the thread that sees a socket to the pool: a third of the cost of a request. Nothing here may block.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var loggers = LocalServer.CreateLoggers();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var router = new RouterHost(options, loggers, TimeProvider.System);
        if (await Task.WhenAny(wanted, stop.Task) == stop.Task)
            return;
        await router.StartAsync(CancellationToken.None); // Binding an inherited socket does not wait.
        await stop.Task;
        await router.StopAsync();

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    /// <summary>Accepts connections from now on; requests that come before the first route table are held.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(frontDoor, cancellationToken);
        // On the pool: the parts below read sockets and files, and must not run where requests do.
        background = Task.WhenAll(
            Task.Run(() => stream.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => LoadSavedAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => file.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => hangs.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => accessLines.RunAsync(stopping.Token), CancellationToken.None)
        );
        await acks.StartAsync(cancellationToken);
    }

    /// <summary>Accepts no connection any more and returns when all requests have ended, or the stop timeout has passed.</summary>
    public async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(options.StopTimeout);
        await server.StopAsync(limit.Token);
        await stopping.CancelAsync();
        await acks.StopAsync(CancellationToken.None); // Its loop ends with the request it may be in.
        await background;
    }

    public async ValueTask DisposeAsync()
    {
        await sweeper.DisposeAsync();
        server.Dispose();
        acks.Dispose();
        controller.Dispose();
        stopping.Dispose();
    }

    private async Task LoadSavedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await saved.LoadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before the cells answered.
        }
    }

    private void Sweep()
    {
        routes.Sweep();
        api.Connections.Sweep();
    }

    private static KestrelServer CreateServer(RouterOptions options, ILoggerFactory loggers)
    {
        var kestrel = new KestrelServerOptions
        {
            AddServerHeader = false,
            // Header bytes are passed on as they are, whatever they mean.
            RequestHeaderEncodingSelector = static _ => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(900);
        kestrel.Limits.MaxRequestHeaderCount = 1000;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024;
        foreach (var handle in options.ListenHandles)
            kestrel.ListenHandle((ulong)handle, static listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false };
        return new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(transport), loggers), loggers);
    }
}
