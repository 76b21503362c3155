using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Limits;

/// <summary>Something that runs with limits.</summary>
internal interface IWatched
{
    string Guid { get; }

    /// <summary>Null until it runs.</summary>
    SandboxedTree? Tree { get; }
    int MemoryMb { get; }
    int DiskMb { get; }

    /// <summary>What it holds on disk; counted anew every 10 s at most.</summary>
    long CountDiskBytes();

    /// <summary>Ends it for having used more than it may, in the words of <see cref="Excess"/>.</summary>
    void Kill(string excess);
}
