using Ingot.Api.Http;
using Ingot.Api.Resources;

namespace Ingot.Api.Platform;

/// <summary>Lists that no table holds: everything on one page.</summary>
internal static class StaticList
{
    public static ListJson<TJson> Of<TJson>(ApiRequest request, IReadOnlyList<TJson> resources)
    {
        var page = new LinkJson(request.Url(request.Http.Request.Path + request.Http.Request.QueryString));
        return new ListJson<TJson>(new PaginationJson(resources.Count, TotalPages: 1, page, page, Next: null, Previous: null), resources);
    }

    /// <summary>Keeps what a filter names; without the filter everything.</summary>
    public static IEnumerable<T> WhereQuery<T>(this IEnumerable<T> resources, ApiRequest request, string filter, Func<T, string> value) =>
        request.Http.Request.Query.TryGetValue(filter, out var text)
            ? resources.Where(resource => text.ToString().Split(',').Contains(value(resource)))
            : resources;
}
