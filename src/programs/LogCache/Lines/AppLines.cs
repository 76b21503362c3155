using System.Text;
using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>The recent lines of one app, ordered by time. Not thread-safe: <see cref="LogStore"/> holds the lock.</summary>
internal sealed class AppLines(string appGuid, LogCacheOptions options)
{
    private const long Second = 1_000_000_000;

    // Clients leave lines younger than two seconds for their next read; one second allows for a clock that differs from theirs.
    private const long Unsettled = Second;

    private readonly List<StoredLine> lines = [];
    private readonly LineSources sources = new(appGuid);

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

        var stored = new StoredLine(timestamp, sources.Of(line), line.Error, Encoding.UTF8.GetBytes(line.Message));
        lines.Insert(position, stored);
        Bytes += stored.Bytes;
        if (Bytes > options.BytesPerApp || lines.Count > options.LinesPerApp)
            Shrink(options.BytesPerApp, options.LinesPerApp);
    }

    /// <summary>Drops the oldest lines until the rest is an eighth below both bounds, so that not every line pays for moving the others.</summary>
    public void Shrink(long bytes, int count)
    {
        var dropped = 0;
        for (; Bytes > bytes - (bytes / 8) || lines.Count - dropped > count - (count / 8); dropped++)
            Bytes -= lines[dropped].Bytes;
        lines.RemoveRange(0, dropped);
        Expired += dropped;
    }

    /// <summary>The lines asked for, in the order asked for.</summary>
    public IReadOnlyList<StoredLine> Read(ReadQuery query, long now)
    {
        var from = FirstAtOrAfter(query.StartTime);
        var to = Math.Max(from, FirstAtOrAfter(query.EndTime ?? long.MaxValue));
        var count = Math.Min(query.Limit, to - from);
        if (query.Descending)
        {
            var newest = lines.GetRange(to - count, count);
            newest.Reverse();
            return newest;
        }

        var found = lines.GetRange(from, count);
        if (count > 0)
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
