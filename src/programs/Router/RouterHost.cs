using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Ingot.Hosting;
using Ingot.Protocol.Routes;
using Ingot.Router.AccessLog;
using Ingot.Router.Forwarding;
using Ingot.Router.Health;
using Ingot.Router.Requests;
using Ingot.Router.Routes;
using Microsoft.AspNetCore.Connections;
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
    private readonly ClientConnections connections;
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
    private readonly CancellationTokenSource saving = new();
    private readonly TimeProvider time;
    private Task background = Task.CompletedTask;

    public RouterHost(RouterOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        var logger = loggers.CreateLogger("Ingot.Router");
        var forwarder = new Forwarder(options.RequestTimeout, time);
        var name = Guid.NewGuid().ToString("N");
        controller = new ControllerClient(options.ControllerSocket);
        routes = new LiveRoutes(time);
        file = new RouteTableFile(options.Data.RouteTableFile, time, logger);
        stream = new RouteTableStream(name, controller, routes, file, time, logger);
        saved = new SavedRoutes(file, routes, options.CellSocket, time, logger);
        acks = new AckLoop(name, controller, routes, time, logger);
        routes.Changed = acks.Nudge;
        hangs = new HangWatch(routes, options.HangTime, time, logger);
        accessLines = new AccessLines(controller, time, logger);
        api = new ApiProxy(options, new Forwarder(options.RequestTimeout, time) { FreshIdle = TimeSpan.Zero }, time);
        frontDoor = new FrontDoor(new ApiHosts(options), api, new AppProxy(routes, forwarder, options, time), accessLines, time);
        var transport = new SocketTransportOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false };
        connections = new ClientConnections(new SocketTransportFactory(Options.Create(transport), loggers));
        server = new KestrelServer(Options.Create(ServerOptions()), connections, loggers);
        sweeper = time.CreateTimer(_ => Sweep(), state: null, SweepPeriod, SweepPeriod);
    }

    /// <summary>
    /// Runs a router until SIGTERM or SIGINT, or until it has made room for another one after SIGQUIT. To be called before the process
    /// has any socket.
    /// </summary>
    /// <param name="wanted">Completes when the router is to accept connections; until then it only gets ready.</param>
    public static async Task RunAsync(RouterOptions options, Task wanted)
    {
        // Saves the way from the thread that sees a socket to the pool: a third of the cost of a request. Nothing here may block.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var loggers = LocalServer.CreateLoggers();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Set(context, stop));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Set(context, stop));
        using var replaced = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => Set(context, leave));
        await using var router = new RouterHost(options, loggers, TimeProvider.System);
        if (await Task.WhenAny(wanted, stop.Task) == stop.Task)
            return;
        await router.StartAsync(CancellationToken.None); // Binding an inherited socket does not wait.
        if (await Task.WhenAny(leave.Task, stop.Task) == leave.Task)
            await Task.WhenAny(router.LeaveAsync(), stop.Task);
        await router.StopAsync();

        static void Set(PosixSignalContext context, TaskCompletionSource asked)
        {
            context.Cancel = true;
            asked.TrySetResult();
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
            Task.Run(() => file.RunAsync(saving.Token), CancellationToken.None),
            Task.Run(() => hangs.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => accessLines.RunAsync(stopping.Token), CancellationToken.None)
        );
        await acks.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Leaves new connections to another router on the same sockets. Those there are end after their next answer, which says so: closed
    /// while idle, one might just be taking a request. Returns when none is left, or the leave timeout has passed.
    /// </summary>
    public async Task LeaveAsync()
    {
        frontDoor.IsLeaving = true;
        await connections.StopAcceptingAsync();
        await saving.CancelAsync(); // The file is the other router's now.
        await Task.WhenAny(connections.None, Task.Delay(options.LeaveTimeout, time));
    }

    /// <summary>Accepts no connection any more and returns when all requests have ended, or the stop timeout has passed.</summary>
    public async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(options.StopTimeout);
        await connections.StopAcceptingAsync();
        await server.StopAsync(limit.Token);
        await stopping.CancelAsync();
        await saving.CancelAsync();
        await acks.StopAsync(CancellationToken.None); // Its loop ends with the request it may be in.
        await background;
    }

    public async ValueTask DisposeAsync()
    {
        await sweeper.DisposeAsync();
        server.Dispose();
        connections.Dispose();
        acks.Dispose();
        controller.Dispose();
        stopping.Dispose();
        saving.Dispose();
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

    private KestrelServerOptions ServerOptions()
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
        {
            kestrel.ListenHandle(
                (ulong)handle,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.Use(connections.Count);
                }
            );
        }
        File.Delete(options.LifeSignSocket);
        kestrel.Listen(new UnixDomainSocketEndPoint(options.LifeSignSocket), static listen => listen.Run(LifeSign.AnswerAsync));
        return kestrel;
    }
}
