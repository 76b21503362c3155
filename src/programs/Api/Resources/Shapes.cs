using System.Text.Json.Serialization;
using Ingot.Model;

namespace Ingot.Api.Resources;

/// <summary>An entry of <c>links</c>.</summary>
internal sealed record LinkJson(
    string Href,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Method = null
);

/// <summary>A reference to another resource.</summary>
internal sealed record GuidJson(string? Guid);

/// <summary>A to-one relationship; null data means none.</summary>
internal sealed record ToOneJson(GuidJson? Data)
{
    public static ToOneJson None { get; } = new((GuidJson?)null);

    public static ToOneJson To(string? guid) => guid is null ? None : new ToOneJson(new GuidJson(guid));
}

/// <summary>A to-many relationship.</summary>
internal sealed record ToManyJson(IReadOnlyList<GuidJson> Data);

/// <summary>Labels and annotations of a resource.</summary>
internal sealed record MetadataJson(Dictionary<string, string> Labels, Dictionary<string, string> Annotations)
{
    public static MetadataJson Of(LabelledResource row) => new(row.Labels, row.Annotations);
}

/// <summary>One page of a list. CF v3 "Pagination".</summary>
internal sealed record ListJson<TJson>(
    PaginationJson Pagination,
    IReadOnlyList<TJson> Resources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Dictionary<string, object[]>? Included = null
);

/// <summary>Where a page stands among its siblings; addresses repeat the request's other parameters.</summary>
internal sealed record PaginationJson(
    long TotalResults,
    long TotalPages,
    LinkJson First,
    LinkJson Last,
    LinkJson? Next,
    LinkJson? Previous
);

[JsonSerializable(typeof(ToOneJson))]
[JsonSerializable(typeof(UpdateMetadataBody))]
[JsonSerializable(typeof(object[]))]
[JsonSerializable(typeof(Dictionary<string, object[]>))]
internal sealed partial class ShapesJsonContext : JsonSerializerContext;
