using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Trees;

/// <summary>
/// Runs each tree in a session of its own, where namespaces are forbidden. What leaves the session is still known by the marker in
/// its environment. If this process is killed, the main process dies with it, and the rest by the supervisor's sweep.
/// </summary>
internal sealed class SessionSandbox : ISandbox
{
    public string Name => "process (sessions and markers)";

    public async Task<SandboxedTree> StartAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        if (request.Archive is { } archive)
            await UnpackAsync(request, archive, cancellationToken);
        using var output = new Pipe(nonBlockingReads: true);
        using var error = new Pipe(nonBlockingReads: true);
        using var environment = TreeLaunch.WriteEnvironment(request);
        if (request.User is { } user)
        {
            output.GiveTo(user);
            error.GiveTo(user);
        }
        var main = await ProcessSpawner.StartAsync(
            Spawn(request, TreeLaunch.Command(request)) with
            {
                Descriptors = [new(output.Writing, 1), new(error.Writing, 2), new(environment, TreeLaunch.EnvironmentNumber)],
            }
        );
        var tree = new SessionTree(
            request.Guid,
            main,
            PipePump.ReadToEndAsync(output.TakeReading(), request.Output),
            PipePump.ReadToEndAsync(error.TakeReading(), request.Error)
        );
        tree.Follow();
        return tree;
    }

    public ILookup<string, int> FindMembers() =>
        ProcessTable
            .Pids()
            .Select(pid => (Pid: pid, Guid: ProcessTable.FindVariable(pid, SandboxRequest.Variable)))
            .Where(process => process.Guid is not null && ProcessTable.IsLive(process.Pid))
            .ToLookup(process => process.Guid!, process => process.Pid);

    private static async Task UnpackAsync(
        SandboxRequest request,
        SafeFileHandle archive,
        CancellationToken cancellationToken
    )
    {
        var tar = await ProcessSpawner.StartAsync(
            Spawn(request, [TreeLaunch.Tool("tar"), "-xzf", "-"]) with
            {
                Descriptors = [new(archive, 0)],
            }
        );
        await using var _ = cancellationToken.Register(() => tar.SignalGroup(Signals.Kill));
        if (await tar.Exited != default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException("the droplet cannot be unpacked");
        }
    }

    /// <summary>setpriv comes last in setting the signal, since changing the user would clear it.</summary>
    private static SpawnRequest Spawn(SandboxRequest request, IReadOnlyList<string> command)
    {
        var asUser = TreeLaunch.AsUser(request.User);
        return new SpawnRequest
        {
            FileName = asUser[0],
            Arguments = [.. asUser.Skip(1), "--pdeathsig", "KILL", .. command],
            Environment = TreeLaunch.OuterEnvironment(request),
            WorkingDirectory = request.Folder,
        };
    }
}
