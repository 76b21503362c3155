using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Revisions;

/// <summary>What an app was started with, to return to.</summary>
public sealed record RevisionResource
{
    public required string Guid { get; init; }
    public int Version { get; init; }
    public string Description { get; init; } = "";
    public bool Deployable { get; init; }
    public GuidResource? Droplet { get; init; }

    /// <summary>As the platform writes it.</summary>
    public string CreatedAt { get; init; } = "";
    public RevisionMetadata Metadata { get; init; } = new();
}

/// <summary>Labels and annotations.</summary>
public sealed record RevisionMetadata
{
    public SortedDictionary<string, string> Labels { get; init; } = [];
    public SortedDictionary<string, string> Annotations { get; init; } = [];
}

/// <summary>The environment an app had in a revision.</summary>
internal sealed record RevisionVariables
{
    public SortedDictionary<string, string> Var { get; init; } = [];
}

/// <summary>How revisions are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListResource<RevisionResource>))]
[JsonSerializable(typeof(RevisionVariables))]
internal sealed partial class RevisionJson : JsonSerializerContext;
