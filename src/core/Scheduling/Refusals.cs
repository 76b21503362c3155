namespace Ingot.Scheduling;

/// <summary>Why an index is not placed, in Cloud Foundry's exact words (auction/auctiontypes/types.go, rep/resources.go).</summary>
public static class Refusals
{
    public const string InsufficientResources = "insufficient resources";
    public const string NobodyAnswers = "unable to communicate to compatible cells";

    /// <summary>What is said of an index, and those above it, that there is no room for.</summary>
    internal static PlacementAction Refuse(ClusterRoom room, DesiredProcess process, int fromIndex) =>
        room.WillFit(process.MemoryMb, process.DiskMb)
            ? new PlacementAction.AwaitRoom(process.Guid, fromIndex)
            : new PlacementAction.Refuse(process.Guid, fromIndex, Explain(room.Usable, process.MemoryMb, process.DiskMb));

    /// <summary>Names only what is short on every cell: freeing anything else would not help.</summary>
    internal static string Explain(IEnumerable<CellRoom> cells, int memoryMb, int diskMb)
    {
        bool containers = true,
            disk = true,
            memory = true;
        foreach (var cell in cells)
        {
            containers &= cell.FreeInstances <= 0;
            disk &= cell.FreeDiskMb < diskMb;
            memory &= cell.FreeMemoryMb < memoryMb;
        }
        string[] shared = [.. Named(containers, "containers"), .. Named(disk, "disk"), .. Named(memory, "memory")];
        return shared.Length == 0 ? InsufficientResources : $"{InsufficientResources}: {string.Join(", ", shared)}";

        static IEnumerable<string> Named(bool isShort, string name) => isShort ? [name] : [];
    }
}
