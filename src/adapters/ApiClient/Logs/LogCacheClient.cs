using System.Runtime.CompilerServices;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Logs;

/// <summary>Reads an app's log lines from the log cache.</summary>
/// <param name="url">The log cache's address; only its host counts, as for every client.</param>
public sealed class LogCacheClient(ApiConnection api, string url)
{
    private const int Limit = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A line may become readable after one with a later timestamp; so young ones are left for the next read (official: 2 s).</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

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
        while (true)
        {
            var isLast = untilDrained.IsCancellationRequested;
            var end = isLast ? "" : $"&end_time={(api.Time.GetUtcNow() - Settling - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick}";
            var page = await ReadAsync(appGuid, $"envelope_types=LOG&limit={Limit}&start_time={after + 1}{end}", cancellationToken);
            foreach (var envelope in page)
            {
                after = envelope.Nanoseconds;
                if (envelope.ToEntry() is { } entry)
                {
                    yield return entry;
                }
            }
            if (page.Count == Limit)
            {
                continue;
            }
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

    private async Task<List<EnvelopeResource>> ReadAsync(string appGuid, string query, CancellationToken cancellationToken) =>
        (await api.GetAsync($"{origin}/api/v1/read/{appGuid}?{query}", LogJson.Default.ReadResource, cancellationToken)).Envelopes.Batch;
}
