using System.Text;
using Ingot.Api.Http;
using Ingot.Model;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.Api.Resources;

/// <summary>A list request understood: which rows, in which order, which page. CF v3 "Pagination", "Filters".</summary>
internal sealed class ListQuery
{
    private const int MaximumPerPage = 5000;
    private const int DefaultPerPage = 50;

    private readonly StringBuilder where = new();

    public int Page { get; private set; } = 1;

    public int PerPage { get; private set; } = DefaultPerPage;

    public string OrderBy { get; private set; } = "";

    public IReadOnlyList<string> Includes { get; private set; } = [];

    public LabelSelector? Labels { get; private set; }

    public Dictionary<string, object?> Parameters { get; } = [];

    public string Where => where.ToString();

    /// <summary>Reads the query string; a parameter nobody knows or a value out of range is refused.</summary>
    public static ListQuery Parse<TRow, TJson>(IQueryCollection query, ResourceDescription<TRow, TJson> description, Caller caller)
        where TRow : Resource
        where TJson : class
    {
        var labelled = typeof(TRow).IsSubclassOf(typeof(LabelledResource));
        RefuseUnknown(
            query,
            [
                "page",
                "per_page",
                "order_by",
                "guids",
                .. description.Filters.Select(filter => filter.Name),
                .. description.Includes.Count > 0 ? ["include"] : Array.Empty<string>(),
                .. labelled ? ["label_selector"] : Array.Empty<string>(),
                .. TimeFilter.Names,
            ]
        );
        var list = new ListQuery
        {
            Page = Number(query, "page", int.MaxValue) ?? 1,
            PerPage = Number(query, "per_page", MaximumPerPage) ?? DefaultPerPage,
            OrderBy = Order(query, ["created_at", "updated_at", .. description.SortKeys]),
            Includes = IncludesOf(query, description),
        };
        list.where.Append(Visible.Rows(description.VisibleTo, caller));
        list.Parameters["caller"] = caller.UserGuid;
        foreach (var filter in description.Filters.Append(Filter.In("guids", "r.guid")))
        {
            if (query.TryGetValue(filter.Name, out var text))
                list.Narrow(filter, Split(text.ToString()));
        }
        foreach (var name in TimeFilter.Names.Where(query.ContainsKey))
            list.where.Append(" and ").Append(TimeFilter.Sql(name, Split(query[name].ToString()), list.Parameters));
        if (labelled && query.TryGetValue("label_selector", out var selector))
            list.Labels = LabelSelector.Parse(selector.ToString());
        return list;
    }

    /// <summary>Keeps the rows for which the filter holds.</summary>
    public void Narrow(Filter filter, string[] values)
    {
        var parameter = $"p{Parameters.Count}";
        where.Append(" and ").Append(filter.Sql.Replace("@values", "@" + parameter, StringComparison.Ordinal));
        Parameters[parameter] = values;
    }

    /// <summary>Commas separate; a comma inside a value comes encoded twice.</summary>
    private static string[] Split(string text) =>
        [.. text.Split(',').Select(value => value.Replace("%2C", ",", StringComparison.OrdinalIgnoreCase))];

    private static void RefuseUnknown(IQueryCollection query, string[] known)
    {
        var unknown = query.Keys.Except(known).ToArray();
        if (unknown.Length > 0)
            throw Invalid($"Unknown query parameter(s): {Quote(unknown)}. Valid parameters are: {Quote(known)}");
    }

    private static int? Number(IQueryCollection query, string name, int maximum)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        return int.TryParse(text.ToString(), out var number) && number >= 1 && number <= maximum
            ? number
            : throw Invalid($"{name} must be a whole number between 1 and {maximum}, not '{text}'");
    }

    /// <summary>The guid comes last so that equal rows keep their places from page to page.</summary>
    private static string Order(IQueryCollection query, string[] keys)
    {
        var text = query.TryGetValue("order_by", out var value) ? value.ToString() : "created_at";
        var key = text.TrimStart('-', '+');
        if (!keys.Contains(key))
            throw Invalid($"Order by can only be: {Quote(keys)}");
        var direction = text.StartsWith('-') ? "desc" : "asc";
        return $"r.{key} {direction}, r.guid {direction}";
    }

    private static string[] IncludesOf<TRow, TJson>(IQueryCollection query, ResourceDescription<TRow, TJson> description)
        where TRow : Resource
        where TJson : class
    {
        if (!query.TryGetValue("include", out var text))
            return [];
        var names = Split(text.ToString());
        var known = description.Includes.Select(include => include.Name).ToArray();
        return names.All(known.Contains)
            ? names
            : throw Invalid($"Invalid included resource: {Quote(names.Except(known))}. Valid included resources are: {Quote(known)}");
    }

    private static ApiException Invalid(string why) => Errors.BadQueryParameter.With($"{Errors.BadQueryParameter.Detail}: {why}");

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
