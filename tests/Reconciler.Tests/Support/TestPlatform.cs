using Ingot.Hosting;
using Ingot.Model.Apps;
using Ingot.Model.Instances;
using Ingot.Model.Processes;
using Ingot.Model.Routes;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;
using Ingot.Reconciler.Settings;
using Ingot.Storage;
using Ingot.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>The real reconciler with a real database, between a fake supervisor, fake cells in three zones and a fake router.</summary>
internal sealed class TestPlatform : IAsyncDisposable
{
    public const string App = "11111111-1111-4111-8111-111111111111";
    public const string Host = "hello.localhost";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TempDirectory directory = new();
    private readonly FakeSupervisor supervisor;
    private readonly Dictionary<string, FakeCell> cells = [];
    private readonly TimeProvider time;
    private WebApplication? controller;

    private TestPlatform(TimeProvider time)
    {
        this.time = time;
        supervisor = new FakeSupervisor(directory.Combine("supervisor.sock"));
        Db = PlatformDb.Open(directory.Combine("ingot.db"), time);
        Data = new DataDirectory(directory.Combine("data"));
        Data.Create();
    }

    public PlatformDb Db { get; }
    public DataDirectory Data { get; }
    public LogRecord Logs { get; } = new();
    public string ControllerSocket => directory.Combine("controller.sock");
    public FakeRouter Router { get; private set; } = null!;
    public IReadOnlyCollection<FakeCell> Cells => cells.Values;
    public IEnumerable<InstanceStatus> Running => All.Where(instance => instance.State == InstanceState.Running);
    public IEnumerable<InstanceStatus> All => cells.Values.SelectMany(cell => cell.Instances.Values);
    public IInstances Instances => controller!.Services.GetRequiredService<IInstances>();

    /// <summary>What the next controller is told, but for its sockets.</summary>
    public ReconcilerOptions Options { get; set; } = new();

    /// <summary>Three cells in three zones and one app with a route, which is not started; no controller yet.</summary>
    public static async Task<TestPlatform> PrepareAsync(TimeProvider? time = null)
    {
        var platform = new TestPlatform(time ?? TimeProvider.System);
        await platform.supervisor.StartAsync();
        for (var zone = 1; zone <= 3; zone++)
            await platform.AddCellAsync($"z{zone}-0", $"z{zone}");
        await platform.SeedAsync();
        return platform;
    }

    /// <summary>The same with a controller and a router that follows it.</summary>
    public static async Task<TestPlatform> StartAsync(TimeProvider? time = null)
    {
        var platform = await PrepareAsync(time);
        await platform.StartControllerAsync();
        platform.StartRouter();
        return platform;
    }

    public async Task StartControllerAsync()
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(ControllerSocket);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(Db);
        builder.Services.AddSingleton(Data);
        builder.Services.AddSingleton<ILogSink>(Logs);
        builder.Services.AddSingleton(new PlatformAddress("http://localhost:8080", "localhost", 8080));
        builder.Services.AddReconciler(Options with { SupervisorSocket = directory.Combine("supervisor.sock") });
        controller = builder.Build();
        controller.UseRouting();
        controller.MapReconciler();
        await controller.StartAsync();
    }

    public async Task StopControllerAsync()
    {
        await Router.DisposeAsync();
        await controller!.StopAsync();
        await controller.DisposeAsync();
        controller = null;
    }

    public void StartRouter()
    {
        Router = new FakeRouter(ControllerSocket);
        Router.Start();
    }

    public FakeCell Cell(string name) => cells[name];

    public FakeCell CellOf(InstanceStatus instance) => cells.Values.First(cell => cell.Instances.ContainsKey(instance.InstanceGuid));

    /// <summary>A cell's process dies, is swept and, when asked, comes back empty under a new incarnation.</summary>
    public async Task KillCellAsync(string name, bool comesBack)
    {
        var dead = cells[name];
        await dead.DisposeAsync();
        dead.Process = CellProcessState.Sweeping;
        List();
        dead.Process = CellProcessState.Gone;
        List();
        if (comesBack)
            await AddCellAsync(name, dead.Zone);
    }

    /// <summary>The supervisor's list as it is before it has started any cell.</summary>
    public void ListUnstarted() => supervisor.List(cells.Values.Select(cell => cell.Listed with { Incarnation = "", Socket = "" }));

    public void List() => supervisor.List(cells.Values.Select(cell => cell.Listed));

    /// <summary>Starts the app, as a new version, with so many instances.</summary>
    public Task RunAsync(int instances, string version = "v1", int memoryMb = 256) =>
        WriteAsync(async session =>
        {
            if (await session.FindAsync<ProcessVersion>(version) is null)
                await session.InsertAsync(Some.Version(version, App, memoryMb, time.GetUtcNow()));
            await session.ExecuteAsync("update processes set instances = @instances, version = @version where guid = @App", new { instances, version, App });
            await session.ExecuteAsync("update apps set state = @Started where guid = @App", new { AppStates.Started, App });
        });

    public Task StopAppAsync() =>
        WriteAsync(session => session.ExecuteAsync("update apps set state = @Stopped where guid = @App", new { AppStates.Stopped, App }));

    /// <summary>Changes desired state as the API does: in the database, then a nudge.</summary>
    public async Task WriteAsync(Func<DbSession, Task> work)
    {
        await Db.WriteAsync(work, CancellationToken.None);
        controller?.Services.GetRequiredService<IReconciler>().Nudge();
    }

    public static Task UntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(condition, Soon, what);

    /// <summary>Waits until exactly these indexes run, no instance besides them lives, and the router knows them.</summary>
    public Task UntilRunningAsync(params int[] indexes) =>
        UntilAsync(
            () =>
                Running.Select(instance => instance.Index).Order().SequenceEqual(indexes)
                && All.Count(instance => instance.State.IsLive()) == indexes.Length
                && Router.EndpointsOf(Host).Count == indexes.Length,
            $"indexes {string.Join(", ", indexes)} run"
        );

    public async ValueTask DisposeAsync()
    {
        if (controller is not null)
            await StopControllerAsync();
        foreach (var cell in cells.Values)
            await cell.DisposeAsync();
        await supervisor.DisposeAsync();
        await Db.DisposeAsync();
        directory.Dispose();
    }

    private async Task AddCellAsync(string name, string zone)
    {
        var cell = new FakeCell(name, zone, directory.Combine(name + ".sock"), time);
        await cell.StartAsync();
        cells[name] = cell;
        List();
    }

    private Task SeedAsync() =>
        Db.WriteAsync(
            async session =>
            {
                await session.InsertAsync(Some.Organization());
                await session.InsertAsync(Some.Space());
                await session.InsertAsync(Some.Domain());
                await session.InsertAsync(Some.App(App));
                await session.InsertAsync(Some.Process(App));
                await session.InsertAsync(Some.Route());
                await session.InsertAsync(new Destination { Guid = "destination", RouteGuid = "route", AppGuid = App });
            },
            CancellationToken.None
        );
}
