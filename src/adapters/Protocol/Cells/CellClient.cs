using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Ingot.Protocol.Logs;

namespace Ingot.Protocol.Cells;

/// <summary>Talks to one cell. Every order is idempotent by its guid.</summary>
public sealed class CellClient(string socketPath) : ICell
{
    private readonly HttpClient client = UnixSocketHttp.CreateClient(socketPath);

    /// <summary>What the cell runs now.</summary>
    public async Task<CellSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        (await EventsAsync(cancellationToken).FirstAsync(cancellationToken)).Snapshot!;

    public IAsyncEnumerable<CellEvent> EventsAsync(CancellationToken cancellationToken) =>
        JsonLines.GetAsync(client, CellPaths.Events, CellJson.Default.CellEvent, cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> OutputAsync(
        string incarnation,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var path = $"{CellPaths.Output}?incarnation={incarnation}&after={after}";
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var lines in LogFrames.ReadAsync(body, cancellationToken))
            yield return lines;
    }

    public Task<Refusal?> StartAsync(InstanceDescription instance, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Post, CellPaths.Instances, JsonContent.Create(instance, CellJson.Default.InstanceDescription), cancellationToken);

    public Task StopAsync(string instanceGuid, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Post, CellPaths.StopInstance(instanceGuid), content: null, cancellationToken);

    public Task ForgetInstanceAsync(string instanceGuid, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Delete, CellPaths.Instance(instanceGuid), content: null, cancellationToken);

    public Task<Refusal?> StageAsync(StagingDescription staging, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Post, CellPaths.Stagings, JsonContent.Create(staging, CellJson.Default.StagingDescription), cancellationToken);

    public Task CancelTaskAsync(string taskGuid, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Post, CellPaths.CancelTask(taskGuid), content: null, cancellationToken);

    public Task ForgetTaskAsync(string taskGuid, CancellationToken cancellationToken) =>
        OrderAsync(HttpMethod.Delete, CellPaths.Task(taskGuid), content: null, cancellationToken);

    public async Task<IReadOnlyList<InstanceUsage>> UsageAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync(CellPaths.Usage, CellJson.Default.InstanceUsageArray, cancellationToken) ?? [];

    public void Dispose() => client.Dispose();

    /// <summary>409 carries a refusal; 404 on a stop or forget is success, since then there is nothing left to do.</summary>
    private async Task<Refusal?> OrderAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await client.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return await response.Content.ReadFromJsonAsync(CellJson.Default.Refusal, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound || content is not null)
            response.EnsureSuccessStatusCode();
        return null;
    }
}

/// <summary>A cell's endpoints, said once for both sides.</summary>
public static class CellPaths
{
    public const string Ping = "/ping";
    public const string Events = "/events";
    public const string Output = "/output";
    public const string Instances = "/instances";
    public const string Stagings = "/stagings";
    public const string Usage = "/usage";

    public static string Instance(string guid) => $"/instances/{guid}";

    public static string StopInstance(string guid) => $"/instances/{guid}/stop";

    public static string Task(string guid) => $"/tasks/{guid}";

    public static string CancelTask(string guid) => $"/tasks/{guid}/cancel";
}
