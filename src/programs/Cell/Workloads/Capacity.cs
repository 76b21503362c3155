using Ingot.Cell.Settings;

namespace Ingot.Cell.Workloads;

/// <summary>What something takes of a cell.</summary>
internal readonly record struct Share(int MemoryMb, int DiskMb);

/// <summary>Whether something fits, in Diego's words when not (rep/resources.go).</summary>
internal static class Capacity
{
    /// <summary>Null when <paramref name="asked"/> fits beside <paramref name="held"/>.</summary>
    public static string? FindShortage(CellOptions cell, IReadOnlyCollection<Share> held, Share asked)
    {
        var problems = new List<string>();
        if (held.Count + 1 > cell.MaxInstances)
            problems.Add("containers");
        if (held.Sum(share => (long)share.DiskMb) + asked.DiskMb > cell.DiskMb)
            problems.Add("disk");
        if (held.Sum(share => (long)share.MemoryMb) + asked.MemoryMb > cell.MemoryMb)
            problems.Add("memory");
        return problems.Count == 0 ? null : $"insufficient resources: {string.Join(", ", problems)}";
    }
}
