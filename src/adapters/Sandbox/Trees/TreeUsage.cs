using System.Diagnostics;
using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>What processes use, from the kernel's table.</summary>
public static class TreeUsage
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(0.25);

    /// <summary>Processor time of each process since its start.</summary>
    public static IReadOnlyDictionary<int, TimeSpan> ProcessorTimes(IEnumerable<int> pids) =>
        pids.Select(ProcessTable.FindStat)
            .OfType<ProcessStat>()
            .ToDictionary(stat => stat.Pid, stat => stat.ProcessorTime);

    /// <summary>Sum of the resident sets. Cheap; counts a shared page once for each process that has it.</summary>
    public static long ResidentBytes(IEnumerable<int> pids) => pids.Sum(ProcessTable.ResidentBytes);

    /// <summary>
    /// Sum of the proportional sets, in which a shared page counts once. The kernel walks the page tables for it, and not while the process
    /// is being forked: those it has no time for within a quarter of a second are taken to share as much as the others.
    /// </summary>
    public static long ProportionalBytes(IReadOnlyList<int> pids)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var (resident, proportional, seen) = (0L, 0L, 0);
        for (; seen < pids.Count && (seen == 0 || Stopwatch.GetElapsedTime(startedAt) < LongestLook); seen++)
        {
            var pages = ProcessTable.ResidentBytes(pids[seen]);
            resident += pages;
            proportional += ProcessTable.FindProportionalBytes(pids[seen]) ?? pages;
        }
        var rest = ResidentBytes(pids.Skip(seen));
        return proportional + (resident == 0 ? rest : (long)((double)rest * proportional / resident));
    }
}
