using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>The recent lines of one app, ordered by time. Not thread-safe: <see cref="LogStore"/> holds the lock.</summary>
internal sealed class AppLines(string appGuid, LogCacheOptions options)
{
    private const long Second = 1_000_000_000;

    // Cells deliver within 50 ms, so what is older is complete. Official clients leave lines younger than two seconds for their next
    // read, ours half a second: both more than this.
    private const long Unsettled = 2 * Second / 5;

    private readonly List<StoredLine> lines = [];
    private readonly LineBlocks blocks = new();
    private readonly LineSources sources = new(appGuid);
    private (LogSource? From, LineSource? To) latest;

    // What followers have been through: a line that comes late with a time in between would never be asked for.
    private long followedFrom = long.MaxValue;
    private long followedTo = long.MinValue;

    public long Bytes { get; private set; }
    public long Expired { get; private set; }
    public int Count => lines.Count;
    public long Oldest => lines.Count == 0 ? 0 : lines[0].Timestamp;
    public long Newest => lines.Count == 0 ? 0 : lines[^1].Timestamp;

    /// <summary>Puts a line where its time belongs.</summary>
    /// <param name="now">A line from the future is taken for one of now, since clients throw away what is in their future.</param>
    public void Add(LogLine line, long now)
    {
        var timestamp = Math.Min(line.Timestamp, now);
        if (followedFrom <= timestamp && timestamp <= followedTo)
            timestamp = followedTo + 1;

        // A follower's next read starts at the last timestamp plus one, so no two lines of an app may share one.
        var position = FirstAtOrAfter(timestamp);
        for (; position < lines.Count && lines[position].Timestamp == timestamp; position++)
            timestamp++;

        // Lines mostly come in runs from one source.
        if (!ReferenceEquals(latest.From, line.Source))
            latest = (line.Source, sources.Of(line.Source));
        var (block, offset) = blocks.Add(line.Bytes.Span);
        var stored = new StoredLine(timestamp, latest.To!, block, offset, line.Bytes.Length, line.Kind);
        lines.Insert(position, stored);
        Bytes += stored.Bytes;
        if (Bytes > options.BytesPerApp)
            Shrink(options.BytesPerApp);
    }

    /// <summary>Drops the oldest lines until the rest is an eighth below the bound, so that not every line pays for moving the others.</summary>
    public void Shrink(long bytes)
    {
        var dropped = 0;
        for (; Bytes > bytes - (bytes / 8); dropped++)
            Bytes -= lines[dropped].Bytes;
        lines.RemoveRange(0, dropped);
        Expired += dropped;
        if (lines.Capacity > 2 * lines.Count)
            lines.TrimExcess();
    }

    /// <summary>The lines asked for, in the order asked for.</summary>
    public IReadOnlyList<StoredLine> Read(ReadQuery query, long now)
    {
        var from = FirstAtOrAfter(query.StartTime);
        var to = Math.Max(from, FirstAtOrAfter(query.EndTime ?? long.MaxValue));
        var (position, step) = query.Descending ? (to - 1, -1) : (from, 1);
        var found = new List<StoredLine>();
        for (; position >= from && position < to && found.Count < query.Limit; position += step)
        {
            if (query.Wants(lines[position]))
                found.Add(lines[position]);
        }

        if (found.Count > 0 && !query.Descending)
        {
            followedFrom = Math.Min(followedFrom, query.StartTime);
            followedTo = Math.Max(followedTo, Math.Min(found[^1].Timestamp, now - Unsettled));
        }

        return found;
    }

    private int FirstAtOrAfter(long timestamp)
    {
        // Nearly every line is the newest so far.
        if (lines.Count == 0 || lines[^1].Timestamp < timestamp)
            return lines.Count;
        var (low, high) = (0, lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = lines[middle].Timestamp < timestamp ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
