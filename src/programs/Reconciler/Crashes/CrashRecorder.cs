using System.Collections.Immutable;
using Ingot.Model.Instances;
using Ingot.Model.Processes;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Scheduling;
using Ingot.Storage;
using Ingot.Storage.AuditEvents;
using Ingot.Storage.Processes;

namespace Ingot.Reconciler.Crashes;

/// <summary>Counts each crash once, however often its cell tells of it, and tells the app's developer.</summary>
internal sealed class CrashRecorder(PlatformDb db, ILogSink logs)
{
    /// <summary>Instances dealt with by this controller. Their cells keep them until told to forget.</summary>
    private readonly HashSet<string> seen = [];
    private volatile ImmutableDictionary<(string ProcessGuid, int Index), CrashRecord> records =
        ImmutableDictionary<(string, int), CrashRecord>.Empty;
    private ImmutableDictionary<(string ProcessGuid, int Index), CrashHistory> histories =
        ImmutableDictionary<(string, int), CrashHistory>.Empty;

    /// <summary>The desired state the records were read with: every start somebody asks for makes a new one and deletes records.</summary>
    private DesiredSnapshot? readWith;

    /// <summary>
    /// Records the crashes that are new in the cluster, and returns those that count against what is desired: the same object while none
    /// came or went.
    /// </summary>
    public async Task<ImmutableDictionary<(string ProcessGuid, int Index), CrashHistory>> RecordAsync(
        Cluster cluster,
        DesiredSnapshot desired,
        CancellationToken cancellationToken
    )
    {
        var crashed = cluster.Ended.Where(instance => instance.Status.State == InstanceState.Crashed).ToList();
        seen.IntersectWith(crashed.Select(instance => instance.Status.InstanceGuid));
        var fresh = crashed
            .Where(instance => !seen.Contains(instance.Status.InstanceGuid))
            .OrderBy(instance => instance.Status.Since)
            .ToList();
        if (fresh.Count > 0)
        {
            var lines = await db.WriteAsync(session => RecordAsync(session, fresh, desired), cancellationToken);
            seen.UnionWith(fresh.Select(instance => instance.Status.InstanceGuid));
            readWith = null;
            logs.Write(lines);
        }
        if (!ReferenceEquals(readWith, desired))
        {
            var read = await db.ReadAsync(session => session.CrashRecordsAsync(), cancellationToken);
            records = read.ToImmutableDictionary(record => (record.ProcessGuid, record.Index));
            histories = Counting(records.Values, desired).ToImmutableDictionary(crash => (crash.ProcessGuid, crash.Index));
            readWith = desired;
        }
        return histories;
    }

    /// <summary>The last crash of an index, or null.</summary>
    public CrashRecord? Find(string processGuid, int index) =>
        records.GetValueOrDefault((processGuid, index));

    /// <summary>The last crash of each index of a process that has crashed.</summary>
    public IEnumerable<CrashRecord> Of(string processGuid) => records.Values.Where(record => record.ProcessGuid == processGuid);

    private static IEnumerable<CrashHistory> Counting(IEnumerable<CrashRecord> records, DesiredSnapshot desired) =>
        from record in records
        where desired.FindRun(record.ProcessGuid)?.Find(record.Version) is not null
        select new CrashHistory(record.ProcessGuid, record.Index, record.Version, record.CrashCount, record.LastCrashAt);

    /// <summary>Whether it was told late. A record from the future says only that the clock was set back.</summary>
    private static bool IsOlder(InstanceStatus crash, CrashRecord last, DateTimeOffset now) => crash.Since < last.LastCrashAt && last.LastCrashAt <= now;

    private static async Task<List<LogLine>> RecordAsync(DbSession session, List<LocatedInstance> crashed, DesiredSnapshot desired)
    {
        var lines = new List<LogLine>();
        foreach (var (cell, status, _) in crashed)
        {
            // What nobody wants any more may end as it likes.
            if (desired.FindRun(status.ProcessGuid)?.Find(status.Version) is null)
                continue;
            var last = await session.FindCrashRecordAsync(status.ProcessGuid, status.Index);
            if (last is not null && (last.LastInstanceGuid == status.InstanceGuid || IsOlder(status, last, session.Now)))
                continue;
            var previous = last?.Version == status.Version ? last.CrashCount : 0;
            var record = new CrashRecord
            {
                ProcessGuid = status.ProcessGuid,
                Index = status.Index,
                Version = status.Version,
                CrashCount = RestartPolicy.CountAfterCrash(previous, status.RanFor),
                LastCrashAt = status.Since,
                LastInstanceGuid = status.InstanceGuid,
                ExitDescription = status.ExitDescription,
            };
            await session.SaveCrashRecordAsync(record);
            var crash = new CrashEvent(
                status.InstanceGuid,
                status.Index,
                cell.Name,
                "CRASHED",
                status.ExitDescription ?? "",
                record.CrashCount,
                status.Since.ToUnixTimeNanoseconds()
            );
            await crash.WriteAsync(session, status.ProcessGuid);
            lines.AddRange(CrashLines.Of(crash, status));
        }
        return lines;
    }
}
