using System.Runtime.InteropServices;

namespace Ingot.Sandbox.Processes;

/// <summary>A process to start.</summary>
public sealed record SpawnRequest
{
    /// <summary>Path of the executable; it is not searched for.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments after the name of the program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment; nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Null keeps the directory of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the child gets. 0 is <c>/dev/null</c> unless named; 1 and 2 are this process's own unless named; all others are closed.</summary>
    public IReadOnlyList<InheritedDescriptor> Descriptors { get; init; } = [];

    /// <summary>Makes the child the leader of a new session, away from the terminal's signals.</summary>
    public bool NewSession { get; init; } = true;
}

/// <summary>A descriptor of this process, and the number it has in the child. This process keeps its own.</summary>
public sealed record InheritedDescriptor(SafeHandle Handle, int Number);
