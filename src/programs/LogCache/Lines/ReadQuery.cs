using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ingot.Protocol.Logs;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Lines;

/// <summary>What a client asks of one source's lines.</summary>
/// <param name="StartTime">Inclusive, nanoseconds since 1970; negative from Go clients that mean "from the beginning".</param>
/// <param name="EndTime">Exclusive; null is now.</param>
/// <param name="NameFilter">Of metrics, whose names must have a match; lines have no names.</param>
internal sealed record ReadQuery(
    long StartTime,
    long? EndTime,
    int Limit,
    bool Descending,
    bool LinesWanted,
    bool GaugesWanted,
    Regex? NameFilter = null
)
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;

    private static readonly string[] Types = ["ANY", "LOG", "COUNTER", "GAUGE", "TIMER", "EVENT"];

    /// <summary>Reads the parameters; false, with the reason, when one of them is none of ours.</summary>
    public static bool TryParse(IQueryCollection query, [NotNullWhen(true)] out ReadQuery? read, [NotNullWhen(false)] out string? problem)
    {
        read = null;
        problem = null;
        var types = query["envelope_types"];
        long start = 0;
        long end = 0;
        var limit = DefaultLimit;
        var descending = false;
        Regex? filter = null;
        if (query.TryGetValue("start_time", out var startText) && !long.TryParse(startText, out start))
            problem = "start_time must be an integer of nanoseconds";
        else if (query.TryGetValue("end_time", out var endText) && !long.TryParse(endText, out end))
            problem = "end_time must be an integer of nanoseconds";
        else if (query.TryGetValue("limit", out var limitText) && !(int.TryParse(limitText, out limit) && limit is >= 0 and <= MaximumLimit))
            problem = $"limit must be an integer from 0 to {MaximumLimit}";
        else if (query.TryGetValue("descending", out var descendingText) && !bool.TryParse(descendingText, out descending))
            problem = "descending must be true or false";
        else if (types.FirstOrDefault(type => !Types.Contains(type)) is { } unknown)
            problem = $"envelope_types must be among {string.Join(", ", Types)}, not {unknown}";
        else if (query.TryGetValue("name_filter", out var filterText) && !TryParseFilter(filterText.ToString(), out filter))
            problem = $"name_filter must be a regular expression without look-around and back-references, not {filterText}";
        if (problem is not null)
            return false;

        read = new ReadQuery(
            start,
            end == 0 ? null : end,
            limit == 0 ? DefaultLimit : limit,
            descending,
            LinesWanted: filter is null && Wanted("LOG"),
            GaugesWanted: Wanted("GAUGE"),
            filter
        );
        return true;

        bool Wanted(string type) => types.Count == 0 || types.Any(wanted => wanted == type || wanted == "ANY");
    }

    public bool Wants(in StoredLine line) =>
        line.Kind == LineKind.Gauge ? GaugesWanted && (NameFilter is null || HasMatch(line, NameFilter)) : LinesWanted;

    private static bool HasMatch(in StoredLine gauge, Regex filter)
    {
        var metrics = new Utf8JsonReader(gauge.Message);
        while (metrics.Read())
        {
            if (metrics.TokenType == JsonTokenType.PropertyName && metrics.CurrentDepth == 1 && filter.IsMatch(metrics.GetString()!))
                return true;
        }
        return false;
    }

    /// <summary>Go's kind of expressions, which never take longer than their text is long.</summary>
    private static bool TryParseFilter(string text, out Regex? filter)
    {
        try
        {
            filter = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            filter = null;
            return false;
        }
    }
}
