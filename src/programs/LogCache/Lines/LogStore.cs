using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>The recent lines of all apps, within a bound for all of them together. Thread-safe.</summary>
internal sealed class LogStore(LogCacheOptions options, TimeProvider time) : ILogSink
{
    private const long NanosecondsPerTick = 100;
    private const long Minute = 60_000_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, AppLines> apps = [];
    private long bytes;

    public void Write(IReadOnlyList<LogLine> lines)
    {
        var now = Now();
        lock (gate)
        {
            foreach (var line in lines)
            {
                var app = Find_NeedsLock(line.Source.AppGuid);
                var before = app.Bytes;
                app.Add(line, now);
                bytes += app.Bytes - before;
                while (bytes > options.TotalBytes)
                    ShrinkLargest_NeedsLock();
            }
        }
    }

    public void KeepOnly(IReadOnlySet<string> appGuids)
    {
        var silentSince = Now() - Minute;
        lock (gate)
        {
            foreach (var (guid, _) in apps.Where(app => app.Value.Newest < silentSince && !appGuids.Contains(app.Key)).ToList())
                Forget_NeedsLock(guid);
        }
    }

    /// <summary>Lines of one app; none when it never logged.</summary>
    public IReadOnlyList<StoredLine> Read(string appGuid, ReadQuery query)
    {
        var now = Now();
        lock (gate)
            return apps.TryGetValue(appGuid, out var app) ? app.Read(query, now) : [];
    }

    /// <summary>What is remembered of each app.</summary>
    public IReadOnlyDictionary<string, SourceMeta> Meta()
    {
        lock (gate)
            return apps.ToDictionary(app => app.Key, app => new SourceMeta(app.Value.Count, app.Value.Expired, app.Value.Oldest, app.Value.Newest));
    }

    private long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    private AppLines Find_NeedsLock(string appGuid)
    {
        if (apps.TryGetValue(appGuid, out var known))
            return known;
        if (apps.Count >= options.Apps)
            Forget_NeedsLock(apps.MinBy(app => app.Value.Newest).Key);
        return apps[appGuid] = new AppLines(appGuid, options);
    }

    private void Forget_NeedsLock(string appGuid)
    {
        bytes -= apps[appGuid].Bytes;
        apps.Remove(appGuid);
    }

    /// <summary>The most talkative app pays with half of what it has.</summary>
    private void ShrinkLargest_NeedsLock()
    {
        var largest = apps.Values.MaxBy(app => app.Bytes)!;
        var before = largest.Bytes;
        largest.Shrink(before / 2);
        bytes += largest.Bytes - before;
    }
}
