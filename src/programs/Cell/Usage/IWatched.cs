using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Usage;

/// <summary>Something that runs with a memory limit.</summary>
internal interface IWatched
{
    string Guid { get; }

    /// <summary>Null until it runs.</summary>
    SandboxedTree? Tree { get; }
    int MemoryMb { get; }

    /// <summary>Ends it for having used more.</summary>
    void KillForMemory();
}
