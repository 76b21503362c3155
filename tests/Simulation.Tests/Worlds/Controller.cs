using System.Reflection;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Routes;
using Ingot.Reconciler;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Settings;
using Ingot.Simulation.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>One run of the controller: the real reconciler with all its loops, as its module wires it, in simulated time.</summary>
internal sealed class Controller : IRouterEnd
{
    /// <summary>A host starts these in the thread pool; here they begin where they are called.</summary>
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly SimulatedProgram program;
    private readonly ServiceProvider services;

    public Controller(World world)
    {
        program = new SimulatedProgram(world.Clock);
        var parts = new ServiceCollection();
        parts.AddSingleton<TimeProvider>(world.Clock);
        parts.AddSingleton(world.Database.Db);
        parts.AddSingleton(world.Database.Data);
        parts.AddSingleton<ILogSink, NoLogs>();
        parts.AddSingleton(new PlatformAddress("http://localhost", "localhost", RoutePort: null));
        parts.AddLogging(logging => logging.AddProvider(new FailureLog(world)).SetMinimumLevel(LogLevel.Warning));
        parts.AddSingleton(world.Bug.Plant(world, new SimulatedCells(world, program)));
        parts.AddReconciler(new ReconcilerOptions { NewGuid = world.Chance.NewGuid, DeploymentTimeout = TimeSpan.FromSeconds(60) });
        services = parts.BuildServiceProvider();
        program.Run(() =>
        {
            foreach (var service in services.GetServices<IHostedService>())
                _ = Execute.Invoke(service, [CancellationToken.None]);
        });
    }

    public bool IsAlive => program.IsAlive;

    /// <summary>kill -9, between two steps of its work.</summary>
    public void Kill() => program.Kill();

    /// <summary>What the API does after every write.</summary>
    public void Nudge() => program.Run(() => services.GetRequiredService<IReconciler>().Nudge());

    public void RestartInstance(string process, int index) =>
        program.Run(() => _ = services.GetRequiredService<IInstances>().RestartAsync(process, index, CancellationToken.None));

    public void Watch(string router, SimulatedStream<RouteTableUpdate> stream, Action<Action> close) =>
        program.Run(() =>
        {
            var open = services.GetRequiredService<RouterAcks>().Open(router);
            close(() => program.Run(open.Dispose));
            _ = SendTablesAsync(stream);
        });

    public void Acknowledge(RouteTableAck ack) => program.Run(() => services.GetRequiredService<RouterAcks>().Take(ack));

    private async Task SendTablesAsync(SimulatedStream<RouteTableUpdate> stream)
    {
        await foreach (var table in services.GetRequiredService<RouteTableSource>().WatchAsync(CancellationToken.None))
        {
            if (stream.IsOver)
                return;
            stream.Send(table, about: null);
        }
    }

    private sealed class NoLogs : ILogSink
    {
        public void Write(IReadOnlyList<LogLine> lines) { }

        public void KeepOnly(IReadOnlySet<string> appGuids) { }
    }

    /// <summary>An error in the controller's log is a bug, whatever comes of it.</summary>
    private sealed class FailureLog(World world) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error || world.Trace is not null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                world.Laws.Break("the controller works without errors", $"{formatter(state, exception)}: {exception}");
            else
                world.Trace?.Say($"controller: {formatter(state, exception)}");
        }

        public void Dispose() { }
    }
}

/// <summary>What a router reaches of the controller.</summary>
internal interface IRouterEnd
{
    bool IsAlive { get; }

    /// <summary>Sends the table now and after every change; <paramref name="close"/> is given what ends that.</summary>
    void Watch(string router, SimulatedStream<RouteTableUpdate> stream, Action<Action> close);

    void Acknowledge(RouteTableAck ack);
}
