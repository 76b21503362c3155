using Ingot.Cell.Instances;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Trees;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Usage;

/// <summary>
/// Looks at the kernel's table now and then, if anything runs: notes usage, and ends what passes its memory limit. Every second it only
/// asks how much memory the machine has left; the look follows when that has fallen, and every ten seconds anyway.
/// </summary>
internal sealed partial class UsageSampler(Workload workload, CellSandbox sandbox, TimeProvider time, ILogger<UsageSampler> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The oldest figures there are, but for what has just started.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly FreeMemory freeMemory = new();
    private readonly Lock changing = new();
    private long lookedAt = time.GetTimestamp();
    private Dictionary<string, UsageMeter> meters = [];

    /// <summary>What every live instance uses, by a look that is at most so old.</summary>
    public async Task<InstanceUsage[]> ReadAsync(TimeSpan age)
    {
        if (time.GetElapsedTime(Volatile.Read(ref lookedAt)) >= age)
            await SampleAsync();
        UsageMeter[] present;
        lock (changing)
            present = [.. meters.Values];
        return [.. present.Select(meter => meter.Read())];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (freeMemory.HasFallen() || time.GetElapsedTime(Volatile.Read(ref lookedAt)) >= LongestPause)
                    await SampleAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The cell ends.
        }
    }

    private async Task SampleAsync()
    {
        Volatile.Write(ref lookedAt, time.GetTimestamp());
        var watched = workload.Watched;
        if (watched.Count == 0)
        {
            lock (changing)
                meters = [];
            return;
        }
        var members = (await sandbox.GetAsync()).FindMembers();
        foreach (var one in watched)
        {
            if (one.Tree is { } tree)
                Enforce(one, tree.MembersIn(members));
        }
        lock (changing)
        {
            meters = workload.Instances.ToDictionary(
                instance => instance.Guid,
                instance => meters.GetValueOrDefault(instance.Guid) ?? new UsageMeter(instance, time)
            );
            foreach (var meter in meters.Values)
            {
                if (meter.Instance.Tree is { } tree)
                    meter.Sample(tree.MembersIn(members));
            }
        }
    }

    /// <summary>The cheap sum counts shared pages too often, so it only says when to look closely.</summary>
    private void Enforce(IWatched watched, IReadOnlyList<int> pids)
    {
        var limit = watched.MemoryMb * 1024L * 1024;
        if (TreeUsage.ResidentBytes(pids) <= limit || TreeUsage.ProportionalBytes(pids) is var used && used <= limit)
            return;
        LogMemoryExceeded(watched.Guid, used, limit);
        watched.Kill(Excess.Memory);
    }

    [LoggerMessage(LogLevel.Information, "{Guid} uses {Used} of {Limit} bytes and is killed")]
    private partial void LogMemoryExceeded(string guid, long used, long limit);
}
