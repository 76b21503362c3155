using System.Net;
using System.Net.Sockets;
using Ingot.Hosting;
using Ingot.Router.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingot.Router.Tests.Support;

/// <summary>A router on an inherited socket, with a controller and a client that resolves every host to the router.</summary>
internal sealed class TestRouter : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ingot-router-");
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private int besideCount;

    private TestRouter()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Controller = new FakeController(Path.Combine(folder.FullName, "controller.sock"));
        Client = new HttpClient(
            new SocketsHttpHandler {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectCallback = async (_, token) => await ConnectAsync(token),
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        Options = new RouterOptions
        {
            Domain = "apps.test",
            ListenHandles = [Descriptors.Inherit(listener)],
            Data = new DataDirectory(folder.FullName),
            LifeSignSocket = Path.Combine(folder.FullName, "pulse.sock"),
            ApiSocket = Path.Combine(folder.FullName, "api.sock"),
            ControllerSocket = Path.Combine(folder.FullName, "controller.sock"),
            CellSocket = cell => Path.Combine(folder.FullName, cell + ".sock"),
            StopTimeout = TimeSpan.FromSeconds(5),
        };
        Options.Data.Create();
    }

    public FakeController Controller { get; }

    public HttpClient Client { get; }

    public RouterOptions Options { get; private set; }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public RouterHost Host { get; private set; } = null!;

    /// <summary>A router whose controller answers.</summary>
    public static async Task<TestRouter> StartAsync(Func<RouterOptions, RouterOptions>? configure = null)
    {
        var router = Prepare(configure);
        await router.Controller.StartAsync();
        await router.StartHostAsync();
        return router;
    }

    /// <summary>Everything but the router's and the controller's start.</summary>
    public static TestRouter Prepare(Func<RouterOptions, RouterOptions>? configure = null)
    {
        var router = new TestRouter();
        router.Options = configure?.Invoke(router.Options) ?? router.Options;
        return router;
    }

    public async Task StartHostAsync()
    {
        Host = new RouterHost(Options, NullLoggerFactory.Instance, TimeProvider.System);
        await Host.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the router and starts another on the same listening socket.</summary>
    public async Task RestartHostAsync()
    {
        await Host.StopAsync();
        await Host.DisposeAsync();
        Options = Options with { ListenHandles = [Descriptors.Inherit(listener)] };
        await StartHostAsync();
    }

    /// <summary>Starts another router on the same listening socket, which has the controller's table.</summary>
    public async Task<RouterHost> StartBesideAsync()
    {
        var beside = Options with { ListenHandles = [Descriptors.Inherit(listener)], LifeSignSocket = $"{Options.LifeSignSocket}.{++besideCount}" };
        var host = new RouterHost(beside, NullLoggerFactory.Instance, TimeProvider.System);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Controller.AckOfAnotherAsync();
        return host;
    }

    /// <summary>Has another router take the place of the one there is, which leaves.</summary>
    public async Task ReplaceHostAsync()
    {
        var former = Host;
        Host = await StartBesideAsync();
        await former.LeaveAsync();
        await former.StopAsync();
        await former.DisposeAsync();
    }

    /// <summary>A bare connection to the router.</summary>
    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Controller.DisposeAsync();
        if (Host is not null)
        {
            await Host.StopAsync();
            await Host.DisposeAsync();
        }
        listener.Dispose();
        folder.Delete(recursive: true);
    }
}
