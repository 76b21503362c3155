namespace Ingot.ApiClient.Http;

/// <summary>Labels and annotations of a resource; null takes one away.</summary>
public sealed record MetadataResource
{
    public SortedDictionary<string, string?> Labels { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>A resource of whatever noun, as far as its labels go.</summary>
public sealed record LabelledResource
{
    public MetadataResource Metadata { get; set; } = new();
}

/// <summary>Requests about labels, the same for every noun.</summary>
public static class LabelCalls
{
    /// <param name="path">Where the resource is, e.g. <c>/v3/apps/…</c>.</param>
    public static async Task<SortedDictionary<string, string?>> LabelsAsync(this ApiConnection api, string path, CancellationToken cancellationToken) =>
        (await api.GetAsync(path, ApiJson.Default.LabelledResource, cancellationToken)).Metadata.Labels;

    public static Task SetLabelsAsync(this ApiConnection api, string path, SortedDictionary<string, string?> labels, CancellationToken cancellationToken) =>
        api.PatchAsync(path, new LabelledResource { Metadata = new MetadataResource { Labels = labels } }, ApiJson.Default.LabelledResource, cancellationToken);
}
