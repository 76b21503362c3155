using Ingot.Sandbox.Output;

namespace Ingot.Sandbox.Trees;

/// <summary>A way of running process trees that can be ended as a whole.</summary>
public interface ISandbox
{
    /// <summary>What it is called in logs.</summary>
    string Name { get; }

    /// <summary>Whether trees share the files of a base until they change them; else each has a copy.</summary>
    bool SharesBases { get; }

    /// <summary>Starts a tree; cancelling while it starts leaves nothing of it. A refusal is an <see cref="IOException"/>.</summary>
    Task<SandboxedTree> StartAsync(SandboxRequest request, CancellationToken cancellationToken);

    /// <summary>The live processes of the trees started here, by the tree's key: one look at the kernel's table.</summary>
    ILookup<string, int> FindMembers();
}

/// <summary>A process tree to start.</summary>
public sealed record SandboxRequest
{
    /// <summary>Unique; told to every process of the tree in <see cref="Variable"/>.</summary>
    public required string Guid { get; init; }

    /// <summary>
    /// The folder made for it. The caller makes it, gives it to the user, and removes it together with its <see cref="WorkFolder"/>.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Null is this process's own.</summary>
    public required uint? User { get; init; }

    /// <summary>Text for <c>bash -c</c>, run in the folder. The tree's main process is what it becomes by <c>exec</c>.</summary>
    public required string Script { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The incarnation of the cell, the value of <c>INGOT_CELL</c>, by which a sweep finds the processes.</summary>
    public required string Cell { get; init; }

    /// <summary>A folder whose files the tree finds in its own folder and may change there; the base stays as it is.</summary>
    public string? Base { get; init; }

    /// <summary>Folders the user must reach although one above them may be closed to him (such as /root).</summary>
    public IReadOnlyList<string> ReachableFolders { get; init; } = [];
    public required BytesReceived Output { get; init; }
    public required BytesReceived Error { get; init; }

    /// <summary>Where the kernel prepares changes of a shared base; beside the folder, so that both are on one file system.</summary>
    public static string WorkFolder(string folder) => folder + ".work";

    /// <summary>The variable that carries <see cref="Guid"/>.</summary>
    public const string Variable = "INGOT_SANDBOX";
}
