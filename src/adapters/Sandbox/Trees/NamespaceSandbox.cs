using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Users;

namespace Ingot.Sandbox.Trees;

/// <summary>
/// Runs each tree in a PID namespace: the kernel ends all of it with its first process, which ends with <c>unshare</c>, which ends
/// with the thread that started it. So nothing outlives this process, however it dies.
/// </summary>
internal sealed class NamespaceSandbox : ISandbox
{
    /// <summary>
    /// The first process of the namespace. It waits for a word before it starts anything: whoever died before the parent-death
    /// signals were in place cannot give it. At the end it holds the namespace until it is killed.
    /// </summary>
    private const string Init = """
        echo ready >&3
        read -r go <&4 || exit 1
        exec 2>/dev/null
        as_user=("${@:2:$1}")
        shift $(($1 + 1))
        if [ -e /proc/self/fd/7 ]; then
          "${as_user[@]}" tar -xzf - <&7 2>&5 3>&- 4<&- 5>&- 6<&- 7<&- || { echo failed >&3; exit 1; }
          exec 7<&-
        fi
        echo started >&3
        "${as_user[@]}" "$@" 2>&5 3>&- 4<&- 5>&-
        echo "exit $?" >&3
        exec >/dev/null 5>&- 6<&-
        read -r end <&4
        """;

    public string Name => AppUser.CanSwitch ? "process (PID namespaces)" : "process (user and PID namespaces)";

    /// <summary>Whether this machine lets us, tried out.</summary>
    public static async Task<bool> WorksAsync()
    {
        try
        {
            var trial = await ProcessSpawner.StartAsync(
                new SpawnRequest
                {
                    FileName = TreeLaunch.Tool("unshare"),
                    Arguments = [.. UnshareOptions, TreeLaunch.Tool("true")],
                    Environment = new Dictionary<string, string>(),
                }
            );
            return await trial.Exited == default;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task<SandboxedTree> StartAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var output = new Pipe(nonBlockingReads: true);
        using var error = new Pipe(nonBlockingReads: true);
        using var reports = new Pipe(nonBlockingReads: true);
        var orders = new Pipe();
        using var environment = TreeLaunch.WriteEnvironment(request);
        if (request.User is { } user)
        {
            output.GiveTo(user);
            error.GiveTo(user);
        }
        var asUser = TreeLaunch.AsUser(request.User);
        var cover = request.User is null ? "" : ReachableFolders.Script([request.Folder, .. request.ReachableFolders]);
        var descriptors = new List<InheritedDescriptor>
        {
            new(output.Writing, 1),
            // Standard error of `unshare` stays the cell's own: it remarks on every first process that ends by a signal.
            new(error.Writing, 5),
            new(reports.Writing, 3),
            new(orders.Reading, 4),
            new(environment, TreeLaunch.EnvironmentNumber),
        };
        if (request.Archive is { } archive)
            descriptors.Add(new InheritedDescriptor(archive, 7));
        var holder = await ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = TreeLaunch.Tool("setpriv"),
                Arguments =
                [
                    "--pdeathsig",
                    "KILL",
                    TreeLaunch.Tool("unshare"),
                    .. UnshareOptions,
                    TreeLaunch.Tool("bash"),
                    "-p",
                    "-c",
                    // The mounts lie over the folder this process stands in.
                    cover + $"cd -- \"$0\" || exit 1\n" + Init,
                    request.Folder,
                    $"{asUser.Count}",
                    .. asUser,
                    .. TreeLaunch.Command(request),
                ],
                Environment = TreeLaunch.OuterEnvironment(request),
                WorkingDirectory = request.Folder,
                Descriptors = descriptors,
            }
        );
        // Only the namespace's first process may hold the other end, or it would not see ours closed.
        orders.Reading.Dispose();
        var tree = new NamespaceTree(
            this,
            holder,
            orders,
            PipePump.ReadToEndAsync(output.TakeReading(), request.Output),
            PipePump.ReadToEndAsync(error.TakeReading(), request.Error)
        );
        tree.Follow(reports.TakeReading());
        await tree.StartedAsync(cancellationToken);
        return tree;
    }

    public ILookup<string, int> FindMembers() =>
        ProcessTable
            .Pids()
            .Select(pid => (Pid: pid, Namespace: ProcessTable.FindNamespace(pid)))
            .Where(process => process.Namespace is not null && process.Namespace != ProcessTable.OwnNamespace)
            .Where(process => ProcessTable.IsLive(process.Pid))
            .ToLookup(process => process.Namespace!, process => process.Pid);

    /// <summary>Without root, a user namespace gives the right to make the others.</summary>
    private static IReadOnlyList<string> UnshareOptions { get; } =
    [
        .. AppUser.CanSwitch ? Array.Empty<string>() : ["--user", "--map-current-user"],
        "--pid",
        "--mount",
        "--fork",
        "--kill-child=SIGKILL",
        "--mount-proc",
    ];
}
