using System.Text.Json;

namespace Ingot.ApiClient.Packages;

/// <summary>One change a manifest would make.</summary>
public sealed record ManifestDifference
{
    /// <summary><c>add</c>, <c>remove</c> or <c>replace</c>.</summary>
    public required string Op { get; init; }

    /// <summary>E.g. <c>/applications/0/memory</c>.</summary>
    public required string Path { get; init; }
    public JsonElement? Was { get; init; }
    public JsonElement? Value { get; init; }
}

internal sealed record ManifestDiffResource
{
    public required List<ManifestDifference> Diff { get; init; }
}
