using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>What processes use, from the kernel's table.</summary>
public static class TreeUsage
{
    /// <summary>Processor time of each process since its start.</summary>
    public static IReadOnlyDictionary<int, TimeSpan> ProcessorTimes(IEnumerable<int> pids) =>
        pids.Select(ProcessTable.FindStat)
            .OfType<ProcessStat>()
            .ToDictionary(stat => stat.Pid, stat => stat.ProcessorTime);

    /// <summary>Sum of the resident sets. Cheap; counts a shared page once for each process that has it.</summary>
    public static long ResidentBytes(IEnumerable<int> pids) => pids.Sum(ProcessTable.ResidentBytes);

    /// <summary>Sum of the proportional sets, in which a shared page counts once. The kernel walks the page tables for it.</summary>
    public static long ProportionalBytes(IEnumerable<int> pids) =>
        pids.Sum(pid => ProcessTable.FindProportionalBytes(pid) ?? ProcessTable.ResidentBytes(pid));
}
