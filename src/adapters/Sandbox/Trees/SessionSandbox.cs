using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>
/// Runs each tree in a session of its own, where namespaces are forbidden. What leaves the session is still known by the marker in
/// its environment. If this process is killed, the main process dies with it, and the rest by the supervisor's sweep.
/// </summary>
internal sealed class SessionSandbox : ISandbox
{
    public string Name => "process (sessions and markers)";

    public bool SharesBases => false;

    public async Task<SandboxedTree> StartAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        if (request.Base is { } template)
            await CopyAsync(template, request, cancellationToken);
        using var output = new Pipe(nonBlockingReads: true);
        using var error = new Pipe(nonBlockingReads: true);
        using var environment = TreeLaunch.WriteEnvironment(request);
        if (request.User is { } user)
        {
            output.GiveTo(user);
            error.GiveTo(user);
        }
        var main = await ProcessSpawner.StartAsync(
            Spawn(request, TreeLaunch.Command(request, ProcessLimit.SessionUserScript)) with
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

    /// <summary>As this process's own user, who may read the base and keeps the files' owner.</summary>
    private static async Task CopyAsync(string template, SandboxRequest request, CancellationToken cancellationToken)
    {
        var copy = await ProcessSpawner.StartAsync(
            Spawn(request with { User = null }, [TreeLaunch.Tool("cp"), .. BaseScript.CopyOptions, Path.Combine(template, "."), "."])
        );
        await using var _ = cancellationToken.Register(() => copy.SignalGroup(Signals.Kill));
        if (await copy.Exited != default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"the files cannot be copied to {request.Folder}");
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
