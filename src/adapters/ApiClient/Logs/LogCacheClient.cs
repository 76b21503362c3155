using System.Runtime.CompilerServices;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Logs;

/// <summary>Reads an app's log lines from the log cache.</summary>
/// <param name="url">The log cache's address; only its host counts, as for every client.</param>
public sealed class LogCacheClient(ApiConnection api, string url)
{
    private const int Limit = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A line may become readable after one with a later timestamp; so far back is read again.</summary>
    private static readonly long OverlapNanoseconds = 2_000_000_000;

    private readonly string origin = new Uri(url).GetLeftPart(UriPartial.Authority);

    /// <summary>The newest lines, oldest first.</summary>
    public async Task<List<LogEntry>> RecentAsync(string appGuid, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync(appGuid, $"descending=true&envelope_types=LOG&limit={Limit}&start_time={long.MinValue / 2}", cancellationToken);
        newest.Reverse();
        return [.. newest.Select(envelope => envelope.ToEntry()).OfType<LogEntry>()];
    }

    /// <summary>Where the log ends now: the newest timestamp, or 0 when nothing was ever logged.</summary>
    public async Task<long> EndAsync(string appGuid, CancellationToken cancellationToken) =>
        (await ReadAsync(appGuid, $"descending=true&limit=1&start_time={long.MinValue / 2}", cancellationToken)).FirstOrDefault()?.Nanoseconds ?? 0;

    /// <summary>Every line after a place, as they come; ends when <paramref name="untilDrained"/> is cancelled and what was there by then is read.</summary>
    public async IAsyncEnumerable<LogEntry> FollowAsync(string appGuid, long after, CancellationToken untilDrained, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Dictionary<LogEntry, int>();
        var newest = after;
        var from = after + 1;
        while (true)
        {
            var isLast = untilDrained.IsCancellationRequested;
            var entries = await EntriesAsync(appGuid, from, cancellationToken);
            foreach (var (entry, count) in entries.GroupBy(entry => entry).Select(group => (group.Key, group.Count())).ToList())
            {
                // Equal lines of one nanosecond are told apart by their number only.
                for (var shown = seen.GetValueOrDefault(entry); shown < count; shown++)
                {
                    yield return entry;
                }
                seen[entry] = Math.Max(count, seen.GetValueOrDefault(entry));
                newest = Math.Max(newest, entry.Timestamp);
            }
            foreach (var old in seen.Keys.Where(entry => entry.Timestamp < newest - OverlapNanoseconds).ToList())
            {
                seen.Remove(old);
            }
            if (entries.Count == Limit)
            {
                from = newest > from ? newest : from + 1;
                continue;
            }
            from = Math.Max(after + 1, newest - OverlapNanoseconds);
            if (isLast)
            {
                yield break;
            }
            try
            {
                await Task.Delay(Pause, api.Time, untilDrained);
            }
            catch (OperationCanceledException) when (untilDrained.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<List<LogEntry>> EntriesAsync(string appGuid, long from, CancellationToken cancellationToken)
    {
        var batch = await ReadAsync(appGuid, $"envelope_types=LOG&limit={Limit}&start_time={from}", cancellationToken);
        return [.. batch.Select(envelope => envelope.ToEntry()).OfType<LogEntry>()];
    }

    private async Task<List<EnvelopeResource>> ReadAsync(string appGuid, string query, CancellationToken cancellationToken) =>
        (await api.GetAsync($"{origin}/api/v1/read/{appGuid}?{query}", ApiJson.Default.ReadResource, cancellationToken)).Envelopes.Batch;
}
