using System.Collections.Concurrent;
using Ingot.Hosting;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Supervisor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>One incarnation of a cell that speaks the real protocol over a real socket and runs nothing.</summary>
internal sealed class FakeCell(string name, string zone, string socket, TimeProvider time) : IAsyncDisposable
{
    private readonly LiveStream<CellEvent> events = new();
    private readonly LiveStream<LogLine> output = new();
    private readonly ConcurrentQueue<LogLine> lines = new();
    private WebApplication? server;
    private int port = 61000;

    public string Name => name;
    public string Zone => zone;
    public string Incarnation { get; } = Guid.NewGuid().ToString("N");
    public int MemoryMb { get; set; } = 8192;

    /// <summary>Whether a start passes its check at once.</summary>
    public bool RunsAtOnce { get; set; } = true;

    /// <summary>Whether a stop ends the instance at once.</summary>
    public bool StopsAtOnce { get; set; } = true;

    /// <summary>What a start waits for before it is accepted.</summary>
    public Task StartsAfter { get; set; } = Task.CompletedTask;

    /// <summary>What the answer to a start waits for after it was carried out.</summary>
    public Task AnswersAfter { get; set; } = Task.CompletedTask;

    /// <summary>Said to every start and staging, when set.</summary>
    public string? Refusal { get; set; }
    public ConcurrentDictionary<string, InstanceStatus> Instances { get; } = new();
    public ConcurrentDictionary<string, Protocol.Cells.TaskStatus> Tasks { get; } = new();
    public ConcurrentQueue<InstanceDescription> Starts { get; } = new();
    public ConcurrentQueue<StagingDescription> Stagings { get; } = new();
    public ConcurrentQueue<string> Stops { get; } = new();
    public ConcurrentQueue<string> Forgotten { get; } = new();
    public CellProcessState Process { get; set; } = CellProcessState.Running;

    public CellProcess Listed => new(name, zone, Incarnation, Process, 1, socket);

    public async Task StartAsync()
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(socket);
        server = builder.Build();
        server.UseRouting();
        server.MapGet(CellPaths.Events, WatchAsync);
        server.MapGet(CellPaths.Output, ReadOutputAsync);
        server.MapPost(CellPaths.Instances, BeginAsync);
        server.MapPost("/instances/{guid}/stop", Stop);
        server.MapDelete("/instances/{guid}", Forget);
        server.MapPost(CellPaths.Stagings, StageAsync);
        server.MapPost("/tasks/{guid}/cancel", (string guid) => Tell(Tasks[guid] with { Done = true, FailureReason = "cancelled" }));
        server.MapDelete("/tasks/{guid}", Forget);
        server.MapGet(CellPaths.Usage, () => TypedResults.Json(Usage(), CellJson.Default.InstanceUsageArray));
        await server.StartAsync();
    }

    /// <summary>Puts in an instance as if a controller before this one had ordered it.</summary>
    public InstanceStatus Hold(InstanceStatus status) => Instances[status.InstanceGuid] = status;

    public void Change(string guid, Func<InstanceStatus, InstanceStatus> change)
    {
        var status = change(Instances[guid]) with { Since = time.GetUtcNow() };
        Instances[guid] = status;
        events.Send(new CellEvent { Instance = status });
    }

    public void Crash(string guid, TimeSpan ranFor = default) =>
        Change(
            guid,
            status => status with { State = InstanceState.Crashed, ExitDescription = "APP/PROC/WEB: Exited with status 1", RanFor = ranFor }
        );

    public void Tell(Protocol.Cells.TaskStatus task)
    {
        Tasks[task.TaskGuid] = task;
        events.Send(new CellEvent { Task = task });
    }

    public void Print(string appGuid, string message)
    {
        var line = new LogLine(new LogSource(appGuid, "APP/PROC/WEB", "0"), 0, message) with { Sequence = lines.Count + 1 };
        lines.Enqueue(line);
        output.Send(line);
    }

    /// <summary>Ends its streams while it goes on running.</summary>
    public void CutStreams()
    {
        events.Cut();
        output.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null)
            return;
        CutStreams();
        await server.DisposeAsync();
        server = null;
    }

    private Task WatchAsync(HttpContext http) =>
        http.Response.WriteLinesAsync(
            events.ReadAsync(() => [new CellEvent { Snapshot = Snapshot() }], http.RequestAborted),
            CellJson.Default.CellEvent,
            http.RequestAborted
        );

    private async Task ReadOutputAsync(HttpContext http, string incarnation, long after)
    {
        Assert.Equal(Incarnation, incarnation);
        var frame = new LogFrameWriter();
        await http.Response.StartAsync(http.RequestAborted);
        await foreach (var line in output.ReadAsync(() => lines.Where(line => line.Sequence > after), http.RequestAborted))
        {
            frame.Clear();
            frame.Add(line);
            await http.Response.BodyWriter.WriteAsync(frame.Written, http.RequestAborted);
        }
    }

    private CellSnapshot Snapshot() =>
        new()
        {
            Cell = name,
            Zone = zone,
            Incarnation = Incarnation,
            MemoryMb = MemoryMb,
            DiskMb = 65536,
            MaxInstances = 250,
            Instances = [.. Instances.Values],
            Tasks = [.. Tasks.Values],
        };

    private async Task<IResult> BeginAsync(HttpRequest request)
    {
        var instance = (await request.ReadFromJsonAsync(CellJson.Default.InstanceDescription))!;
        Starts.Enqueue(instance);
        await StartsAfter;
        if (Refusal is not null)
            return TypedResults.Json(new Refusal(Refusal), CellJson.Default.Refusal, statusCode: StatusCodes.Status409Conflict);
        var status = InstanceStatus.Starting(instance, "127.0.0.1", Interlocked.Increment(ref port), time.GetUtcNow());
        if (Instances.TryAdd(instance.InstanceGuid, status))
        {
            events.Send(new CellEvent { Instance = status });
            if (RunsAtOnce)
                Run(instance.InstanceGuid);
        }
        await AnswersAfter;
        return TypedResults.Accepted(uri: (string?)null);
    }

    public void Run(string guid) => Change(guid, status => status with { State = InstanceState.Running, Routable = true });

    private IResult Stop(string guid)
    {
        Stops.Enqueue(guid);
        if (!Instances.ContainsKey(guid))
            return TypedResults.NotFound();
        Change(guid, status => status with { State = StopsAtOnce ? InstanceState.Stopped : InstanceState.Stopping });
        return TypedResults.Accepted(uri: (string?)null);
    }

    private IResult Forget(string guid)
    {
        Instances.TryRemove(guid, out _);
        Tasks.TryRemove(guid, out _);
        Forgotten.Enqueue(guid);
        events.Send(new CellEvent { Forgotten = guid });
        return TypedResults.NoContent();
    }

    private async Task<IResult> StageAsync(HttpRequest request)
    {
        var staging = (await request.ReadFromJsonAsync(CellJson.Default.StagingDescription))!;
        Stagings.Enqueue(staging);
        if (Refusal is not null)
            return TypedResults.Json(new Refusal(Refusal), CellJson.Default.Refusal, statusCode: StatusCodes.Status409Conflict);
        Tell(new Protocol.Cells.TaskStatus { TaskGuid = staging.TaskGuid, Done = false });
        return TypedResults.Accepted(uri: (string?)null);
    }

    private InstanceUsage[] Usage() =>
        [.. Instances.Keys.Select(guid => new InstanceUsage(guid, 0.5, 1024, 2048, 0, time.GetUtcNow()))];
}
