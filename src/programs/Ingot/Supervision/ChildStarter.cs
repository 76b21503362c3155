using System.Runtime.InteropServices;
using Ingot.Hosting;
using Ingot.Roles;
using Ingot.Sandbox.Processes;

namespace Ingot.Supervision;

/// <summary>
/// Starts the platform's processes: each in a session of its own, with the pipe that tells it when the supervisor is gone, the data
/// directory's lock, and (routers) the listening sockets.
/// </summary>
internal sealed class ChildStarter(
    DataDirectory data,
    IReadOnlyList<SafeHandle> listeners,
    SafeHandle dataLock,
    RoleSettings common,
    Pipe supervisorPipe
)
{
    private const long LongLogBytes = 10 * 1024 * 1024;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private static readonly string Executable = Environment.ProcessPath!;

    public Task<SpawnedProcess> StartControllerAsync() => StartAsync("controller", null, common);

    public Task<SpawnedProcess> StartRouterAsync() => StartAsync("router", null, common with { ListenerCount = listeners.Count });

    /// <summary>Starts a router which accepts nothing before it reads a byte from <paramref name="wanted"/>.</summary>
    public Task<SpawnedProcess> StartStandbyRouterAsync(SafeHandle wanted) =>
        StartAsync("router", null, common with { ListenerCount = listeners.Count, Standby = true }, new InheritedDescriptor(wanted, RoleSettings.StandbyPipe));

    public Task<SpawnedProcess> StartCellAsync(CellSettings cell) => StartAsync("cell", cell.Name, common with { Cell = cell });

    /// <summary>The file that takes what the process writes to standard error.</summary>
    public string LogFile(string name) => Path.Combine(data.Logs, name + ".log");

    private async Task<SpawnedProcess> StartAsync(string role, string? name, RoleSettings settings, params InheritedDescriptor[] more)
    {
        using var log = OpenLog(LogFile(name ?? role));
        List<InheritedDescriptor> descriptors =
        [
            new(log.SafeFileHandle, StandardOutput),
            new(log.SafeFileHandle, StandardError),
            new(supervisorPipe.Reading, RoleSettings.SupervisorPipe),
            new(dataLock, RoleSettings.DataDirectoryLock),
            .. listeners.Take(settings.ListenerCount).Select((handle, i) => new InheritedDescriptor(handle, RoleSettings.FirstListener + i)),
            .. more,
        ];
        var environment = ProcessEnvironment.Copy();
        environment.Remove(ProcessEnvironment.AdminPasswordVariable);
        environment.Remove(Handover.Variable);
        environment[RoleSettings.Variable] = settings.ToJson();
        // A process that is killed would leave its debugger's pipes in the temporary folder. An operator who wants to attach one says so.
        environment.TryAdd("DOTNET_EnableDiagnostics", "0");
        return await ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = Executable,
                Arguments = name is null ? [role] : [role, name],
                Environment = environment,
                WorkingDirectory = data.Root,
                Descriptors = descriptors,
            }
        );
    }

    /// <summary>Appends to the file; one that has grown long becomes the old one first.</summary>
    private static FileStream OpenLog(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > LongLogBytes)
            file.MoveTo(path + ".old", overwrite: true);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }
}
