using System.Runtime.InteropServices;
using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Ingot.Settings;
using Ingot.Supervision;
using Ingot.Upgrade;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ingot.Up;

/// <summary>A platform running under this process, from taking its data directory to stopping its last process.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private readonly UpOptions options;
    private readonly DataDirectory data;
    private readonly DataDirectoryLock dataLock;
    private readonly FrontDoor door;

    /// <summary>The supervisor alone holds the writing end, so its end of file tells the children that the supervisor is gone.</summary>
    private readonly Pipe pipe;
    private readonly Supervisor supervisor;
    private readonly ChildStarter starter;
    private readonly WebApplication server;
    private readonly DateTimeOffset startedAt;
    private readonly TaskCompletionSource downAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private Task upgrading = Task.CompletedTask;

    private Platform(
        UpOptions options,
        DataDirectory data,
        DataDirectoryLock dataLock,
        FrontDoor door,
        Pipe pipe,
        IReadOnlyList<CellSettings> cells,
        DateTimeOffset startedAt,
        TimeProvider time
    )
    {
        (this.options, this.data, this.dataLock, this.door, this.pipe) = (options, data, dataLock, door, pipe);
        this.startedAt = startedAt;

        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(DataDirectory.SupervisorSocket);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new FileLog(Path.Combine(data.Logs, "supervisor.log"), time));
        server = builder.Build();

        var common = new RoleSettings
        {
            DataDirectory = data.Root,
            Address = new PlatformAddress(options.ApiUrl, options.Domain, options.RoutePort),
            DeploymentTimeout = options.DeploymentTimeout,
        };
        starter = new ChildStarter(data, door.Handles, dataLock.Handle, common, pipe);
        var logger = server.Services.GetRequiredService<ILogger<Supervisor>>();
        supervisor = new Supervisor(starter, cells, time, logger);
        SafeHandle[] kept = [dataLock.Handle, pipe.Reading, pipe.Writing, .. door.Handles];
        Upgrade = new PlatformUpgrade(Describe, kept, supervisor, data, options.Listen, time, logger);
        server.MapSupervisor(supervisor, Upgrade, Status, () => downAsked.TrySetResult());
    }

    public PlatformUpgrade Upgrade { get; }

    /// <summary>Completes when <c>ingot down</c> asked for the end.</summary>
    public Task DownAsked => downAsked.Task;

    /// <summary>Starts every process and returns when clients are answered.</summary>
    /// <exception cref="UpException">It cannot be started; nothing is left running.</exception>
    public static async Task<Platform> StartAsync(UpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var data = MakeDataDirectory(options);
        Environment.CurrentDirectory = data.Root;
        var dataLock = await DataDirectoryLock.TakeAsync(data, time, cancellationToken);
        FrontDoor door;
        try
        {
            door = FrontDoor.Open(options.Listen);
        }
        catch
        {
            dataLock.Dispose();
            throw;
        }
        new AdminPassword(data).Ask(options.AdminPassword);
        var cells = CellPlan.Make(options, new DriveInfo(data.Root).AvailableFreeSpace);
        var platform = new Platform(options, data, dataLock, door, new Pipe(), cells, time.GetUtcNow(), time);
        try
        {
            await platform.supervisor.StartAsync();
            await platform.server.StartAsync(cancellationToken);
            await Readiness.WaitAsync(options.Listen, platform.supervisor, platform.starter, time, cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on with a running platform in the place of the program that started it, and replaces its other processes.</summary>
    public static async Task<Platform> ResumeAsync(Handover handover, TimeProvider time)
    {
        var options = handover.Options.Check();
        var platform = new Platform(
            options,
            new DataDirectory(options.DataDirectory),
            DataDirectoryLock.Take(handover.Lock),
            FrontDoor.Take(handover.Listeners),
            Pipe.Take(handover.PipeReading, handover.PipeWriting),
            [.. handover.Cells.Select(cell => cell.Settings)],
            handover.StartedAt,
            time
        );
        await platform.supervisor.AdoptAsync(handover);
        await platform.server.StartAsync(CancellationToken.None);
        platform.upgrading = platform.Upgrade.GoOnAsync(platform.stopping.Token);
        return platform;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await upgrading;
        stopping.Dispose();
        await supervisor.StopAsync();
        await server.DisposeAsync();
        door.Dispose();
        pipe.Dispose();
        File.Delete(DataDirectory.SupervisorSocket);
        dataLock.Dispose();
    }

    /// <summary>Makes the data directory's folders.</summary>
    /// <exception cref="UpException">It cannot be written.</exception>
    public static DataDirectory MakeDataDirectory(UpOptions options)
    {
        var data = new DataDirectory(options.DataDirectory);
        try
        {
            data.Create();
            return data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UpException($"--data {data.Root}: the directory cannot be written ({exception.Message}). Choose another with --data DIR.");
        }
    }

    private Handover Describe() =>
        new(
            RawUpOptions.Of(options),
            startedAt,
            (int)dataLock.Handle.DangerousGetHandle(),
            (int)pipe.Reading.DangerousGetHandle(),
            (int)pipe.Writing.DangerousGetHandle(),
            [.. door.Handles.Select(handle => (int)handle.DangerousGetHandle())],
            supervisor.Roles[0],
            supervisor.Roles[1],
            supervisor.Leaving,
            supervisor.Cells
        );

    private PlatformStatus Status() =>
        new(
            typeof(Platform).Assembly.GetName().Version!.ToString(3),
            options.ApiUrl,
            options.Listen.FromHere.ToString(),
            data.Root,
            Environment.ProcessId,
            startedAt,
            supervisor.Roles,
            supervisor.Board.Cells
        );
}
