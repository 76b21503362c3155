namespace Ingot.ApiClient.Http;

/// <summary>One page of a list.</summary>
internal sealed record ListResource<T>
{
    public PaginationResource Pagination { get; set; } = new();
    public required List<T> Resources { get; init; }
}

/// <summary>Where the next page is.</summary>
internal sealed record PaginationResource
{
    public LinkResource? Next { get; init; }
}

/// <summary>An address in an answer.</summary>
public sealed record LinkResource
{
    public string Href { get; set; } = "";
    public Dictionary<string, System.Text.Json.JsonElement>? Meta { get; init; }
}

/// <summary>A reference to another resource by guid.</summary>
public sealed record GuidResource
{
    public string? Guid { get; init; }
}

/// <summary>A to-one relationship.</summary>
public sealed record RelationResource
{
    public GuidResource? Data { get; init; }

    public static RelationResource To(string guid) => new() { Data = new GuidResource { Guid = guid } };
}

/// <summary>Why the API refused.</summary>
internal sealed record ErrorsResource
{
    public required ApiError[] Errors { get; init; }
}
