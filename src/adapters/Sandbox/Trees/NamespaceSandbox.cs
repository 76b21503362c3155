using System.Collections.Concurrent;
using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Users;

namespace Ingot.Sandbox.Trees;

/// <summary>
/// Runs each tree in a PID namespace: the kernel ends all of it with its first process, which ends with <c>unshare</c>, which ends
/// with the thread that started it. So nothing outlives this process, however it dies.
/// </summary>
internal sealed class NamespaceSandbox(bool sharesBases) : ISandbox
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
        echo started >&3
        "${as_user[@]}" "$@" 2>&5 3>&- 4<&- 5>&-
        echo "exit $?" >&3
        exec >/dev/null 5>&- 6<&-
        read -r end <&4
        """;

    /// <summary>By the key, so that a look need not follow the trees of other cells.</summary>
    private readonly ConcurrentDictionary<string, NamespaceTree> trees = new();

    public string Name => AppUser.CanSwitch ? "process (PID namespaces)" : "process (user and PID namespaces)";

    public bool SharesBases => sharesBases;

    /// <summary>Whether this machine lets us, tried out.</summary>
    public static Task<bool> WorksAsync() => SucceedsAsync("true");

    /// <summary>Whether trees in this folder can share bases, tried out.</summary>
    public static async Task<bool> CanShareAsync(string folder)
    {
        var trial = Path.Combine(folder, $"trial-{Guid.NewGuid():N}");
        var tree = Directory.CreateDirectory(Path.Combine(trial, "tree")).FullName;
        var script = BaseScript.Share(Directory.CreateDirectory(Path.Combine(trial, "base")).FullName, tree);
        var succeeds = await SucceedsAsync(script);
        Directory.Delete(trial, recursive: true);
        return succeeds;
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
        var place = request.Base is not { } template ? "" : BaseScript.Place(template, request.Folder, sharesBases);
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
                    ProcessLimit.NamespaceScript + place + cover + $"cd -- \"$0\" || exit 1\n" + Init,
                    request.Folder,
                    $"{asUser.Count}",
                    .. asUser,
                    .. TreeLaunch.Command(request, ProcessLimit.NamespaceUserScript),
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
            .Where(process => process.Namespace is not null && trees.ContainsKey(process.Namespace))
            .Where(process => ProcessTable.IsLive(process.Pid))
            .ToLookup(process => process.Namespace!, process => process.Pid);

    private static async Task<bool> SucceedsAsync(string script)
    {
        try
        {
            var trial = await ProcessSpawner.StartAsync(
                new SpawnRequest
                {
                    FileName = TreeLaunch.Tool("unshare"),
                    Arguments = [.. UnshareOptions, TreeLaunch.Tool("bash"), "-p", "-c", script],
                    Environment = new Dictionary<string, string> { ["PATH"] = TreeLaunch.ToolPath },
                }
            );
            return await trial.Exited == default;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The tree's key is known.</summary>
    public void Add(NamespaceTree tree) => trees[tree.Key] = tree;

    /// <summary>No process of it is left.</summary>
    public void Remove(NamespaceTree tree) => trees.TryRemove(tree.Key, out _);

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
