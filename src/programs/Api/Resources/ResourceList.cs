using Ingot.Api.Http;
using Ingot.Model;
using Ingot.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingot.Api.Resources;

/// <summary>Answers a list request of any noun.</summary>
internal static class ResourceList
{
    /// <summary>The page asked for, with what it includes.</summary>
    public static Task<ListJson<TJson>> LoadAsync<TRow, TJson>(
        ApiRequest request,
        ResourceDescription<TRow, TJson> description,
        params ReadOnlySpan<(Filter Filter, string Value)> nested
    )
        where TRow : Resource
        where TJson : class
    {
        var query = ListQuery.Parse(request.Http.Request.Query, description, request.Caller);
        foreach (var (filter, value) in nested)
            query.Narrow(filter, [value]);
        return request.ReadAsync(async session =>
        {
            var (rows, total) = query.Labels is null
                ? await PageAsync<TRow>(session, description.Plural, query)
                : await LabelledPageAsync<TRow>(session, description.Plural, query);
            var presentation = new Presentation(session, new Links(request.Address), InList: true);
            return new ListJson<TJson>(
                Pagination(request, query, total),
                await description.PresentAsync(presentation, rows),
                await IncludedAsync(presentation, description, query, rows)
            );
        });
    }

    private static async Task<(IReadOnlyList<TRow> Rows, long Total)> PageAsync<TRow>(DbSession session, string table, ListQuery query)
    {
        query.Parameters["limit"] = query.PerPage;
        query.Parameters["offset"] = (query.Page - 1L) * query.PerPage;
        var rows = await session.QueryAsync<TRow>(
            $"select r.* from {table} r where {query.Where} order by {query.OrderBy} limit @limit offset @offset",
            query.Parameters
        );
        // A first page that is not full is the whole list.
        var total =
            query.Page == 1 && rows.Count < query.PerPage
                ? rows.Count
                : await session.ScalarAsync<long>($"select count(*) from {table} r where {query.Where}", query.Parameters);
        return (rows, total);
    }

    /// <summary>Labels are JSON in their column, which SQL of every database reads differently; so they are chosen here.</summary>
    private static async Task<(IReadOnlyList<TRow> Rows, long Total)> LabelledPageAsync<TRow>(
        DbSession session,
        string table,
        ListQuery query
    )
    {
        var all = await session.QueryAsync<TRow>($"select r.* from {table} r where {query.Where} order by {query.OrderBy}", query.Parameters);
        var rows = all.Where(row => query.Labels!.Matches(((LabelledResource)(object)row!).Labels)).ToList();
        return ([.. rows.Skip((query.Page - 1) * query.PerPage).Take(query.PerPage)], rows.Count);
    }

    private static async Task<Dictionary<string, object[]>?> IncludedAsync<TRow, TJson>(
        Presentation presentation,
        ResourceDescription<TRow, TJson> description,
        ListQuery query,
        IReadOnlyList<TRow> rows
    )
        where TRow : Resource
        where TJson : class
    {
        if (query.Includes.Count == 0)
            return null;
        var included = new Dictionary<string, object[]>();
        foreach (var include in description.Includes.Where(include => query.Includes.Contains(include.Name)))
            included[include.Key] = await include.LoadAsync(presentation, rows);
        return included;
    }

    private static PaginationJson Pagination(ApiRequest request, ListQuery query, long total)
    {
        var pages = Math.Max(1, (total + query.PerPage - 1) / query.PerPage);
        var others = request.Http.Request.Query.Where(pair => pair.Key is not ("page" or "per_page")).ToList();
        return new PaginationJson(
            total,
            pages,
            PageLink(1),
            PageLink(pages),
            query.Page < pages ? PageLink(query.Page + 1) : null,
            query.Page > 1 ? PageLink(query.Page - 1) : null
        );

        LinkJson PageLink(long page)
        {
            var parameters = others
                .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
                .Append(KeyValuePair.Create("page", (string?)$"{page}"))
                .Append(KeyValuePair.Create("per_page", (string?)$"{query.PerPage}"));
            return new LinkJson(QueryHelpers.AddQueryString(request.Url(request.Http.Request.Path), parameters));
        }
    }
}
