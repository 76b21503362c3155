using Ingot.Cell.Instances;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Usage;

/// <summary>Measures one instance: each sample gives the rates since the one before.</summary>
internal sealed class UsageMeter(InstanceRun instance, TimeProvider time)
{
    /// <summary>The kernel counts in ticks of 10 ms: over less than this, a rate would be noise.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock sampling = new();
    private IReadOnlyDictionary<int, TimeSpan> processorTimes = new Dictionary<int, TimeSpan>();
    private IReadOnlyList<int> members = [];
    private long logBytes;
    private long? sampledAt;
    private double cpu;
    private long logBytesPerSecond;

    public InstanceRun Instance => instance;

    /// <summary>Takes note of what its processes have used so far.</summary>
    public void Sample(IReadOnlyList<int> pids)
    {
        lock (sampling)
        {
            var now = time.GetTimestamp();
            if (sampledAt is { } last && time.GetElapsedTime(last, now) < ShortestInterval)
                return;
            var used = TreeUsage.ProcessorTimes(pids);
            var written = instance.Output.Bytes;
            if (sampledAt is { } before)
            {
                var seconds = time.GetElapsedTime(before, now).TotalSeconds;
                // A process that is new since then counts from its start.
                cpu = used.Sum(use => (use.Value - processorTimes.GetValueOrDefault(use.Key)).TotalSeconds) / seconds;
                logBytesPerSecond = (long)((written - logBytes) / seconds);
            }
            (processorTimes, members, logBytes, sampledAt) = (used, pids, written, now);
        }
    }

    public InstanceUsage Read()
    {
        lock (sampling)
        {
            return new InstanceUsage(
                instance.Guid,
                Math.Max(0, cpu),
                TreeUsage.ProportionalBytes(members),
                instance.CountDiskBytes(),
                logBytesPerSecond,
                time.GetUtcNow()
            );
        }
    }
}
