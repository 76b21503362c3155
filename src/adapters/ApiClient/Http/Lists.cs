using System.Text.Json.Serialization.Metadata;

namespace Ingot.ApiClient.Http;

/// <summary>Reading lists to their end.</summary>
internal static class Lists
{
    /// <summary>Guids sent in one request, so that an address stays below what servers accept.</summary>
    private const int GuidsPerRequest = 150;

    /// <summary>Every page, one after the other, following <c>next</c> as it is given.</summary>
    public static async Task<List<T>> ListAsync<T>(this ApiConnection api, string path, JsonTypeInfo<ListResource<T>> type, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var next = path; !string.IsNullOrEmpty(next);)
        {
            var page = await api.GetAsync(next, type, cancellationToken);
            all.AddRange(page.Resources);
            next = page.Pagination.Next?.Href;
        }
        return all;
    }

    internal static async Task<List<T>> ListOfAppsAsync<T>(
        this ApiConnection api, string path, IEnumerable<string> appGuids, JsonTypeInfo<ListResource<T>> type, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        foreach (var some in appGuids.Chunk(GuidsPerRequest))
            all.AddRange(await api.ListAsync($"{path}{string.Join(',', some)}", type, cancellationToken));
        return all;
    }
}

/// <summary>Values of filters.</summary>
internal static class Filter
{
    /// <summary>Escapes a name; a comma in it is escaped twice, because the server splits before it unescapes again.</summary>
    public static string Value(string name) => Uri.EscapeDataString(name.Replace(",", "%2C", StringComparison.Ordinal));

    /// <summary>A further parameter, or nothing when there is no selector.</summary>
    public static string Labels(string? selector) => string.IsNullOrEmpty(selector) ? "" : $"&label_selector={Uri.EscapeDataString(selector)}";
}
