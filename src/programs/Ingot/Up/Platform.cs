using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Ingot.Supervision;
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
    private readonly Pipe pipe = new();
    private readonly Supervisor supervisor;
    private readonly ChildStarter starter;
    private readonly WebApplication server;
    private readonly TimeProvider time;
    private readonly DateTimeOffset startedAt;
    private readonly TaskCompletionSource downAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Platform(UpOptions options, DataDirectory data, DataDirectoryLock dataLock, FrontDoor door, TimeProvider time)
    {
        (this.options, this.data, this.dataLock, this.door, this.time) = (options, data, dataLock, door, time);
        startedAt = time.GetUtcNow();

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
        var disk = new DriveInfo(data.Root).AvailableFreeSpace;
        var logger = server.Services.GetRequiredService<ILogger<Supervisor>>();
        supervisor = new Supervisor(starter, CellPlan.Make(options, disk), time, logger);
        server.MapSupervisor(supervisor, Status, () => downAsked.TrySetResult());
    }

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
        var platform = new Platform(options, data, dataLock, door, time);
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

    public async ValueTask DisposeAsync()
    {
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

    private PlatformStatus Status() =>
        new(
            typeof(Platform).Assembly.GetName().Version!.ToString(3),
            options.ApiUrl,
            data.Root,
            Environment.ProcessId,
            startedAt,
            supervisor.Roles,
            supervisor.Board.Cells
        );
}
