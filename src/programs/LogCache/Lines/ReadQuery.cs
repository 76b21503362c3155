using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Lines;

/// <summary>What a client asks of one source's lines.</summary>
/// <param name="StartTime">Inclusive, nanoseconds since 1970; negative from Go clients that mean "from the beginning".</param>
/// <param name="EndTime">Exclusive; null is now.</param>
/// <param name="LinesWanted">False when only envelopes of other types are asked for.</param>
internal sealed record ReadQuery(long StartTime, long? EndTime, int Limit, bool Descending, bool LinesWanted)
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
        if (problem is not null)
            return false;

        // Filters by name are about metrics, and a line has no name.
        var linesWanted = !query.ContainsKey("name_filter") && (types.Count == 0 || types.Any(type => type is "LOG" or "ANY"));
        read = new ReadQuery(start, end == 0 ? null : end, limit == 0 ? DefaultLimit : limit, descending, linesWanted);
        return true;
    }
}
