using System.Globalization;
using Ingot.Api.Http;

namespace Ingot.Api.Resources;

/// <summary>The filters on times. Clients name whole seconds, rows have microseconds: a second stands for all that happened in it.</summary>
internal static class TimeFilter
{
    private const string Format = "yyyy-MM-ddTHH:mm:ssZ";

    public static string[] Names { get; } =
        [
            .. from column in (string[])["created_ats", "updated_ats"]
            from operation in (string[])["", "[lt]", "[lte]", "[gt]", "[gte]"]
            select column + operation,
        ];

    /// <summary>The condition a parameter asks for; its times become parameters.</summary>
    public static string Sql(string name, string[] values, Dictionary<string, object?> parameters)
    {
        var column = name.StartsWith("created", StringComparison.Ordinal) ? "r.created_at" : "r.updated_at";
        var conditions = values.Select(value =>
        {
            var second = Parse(name, value);
            var (from, to) = (Add(second), Add(second.AddSeconds(1)));
            return name[(name.IndexOf('s', StringComparison.Ordinal) + 1)..] switch
            {
                "[lt]" => $"{column} < {from}",
                "[lte]" => $"{column} < {to}",
                "[gt]" => $"{column} >= {to}",
                "[gte]" => $"{column} >= {from}",
                _ => $"({column} >= {from} and {column} < {to})",
            };
        });
        return $"({string.Join(" or ", conditions)})";

        string Add(DateTimeOffset time)
        {
            var parameter = $"p{parameters.Count}";
            parameters[parameter] = time;
            return "@" + parameter;
        }
    }

    private static DateTimeOffset Parse(string name, string value) =>
        DateTimeOffset.TryParseExact(value, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Errors.BadQueryParameter.With(
                $"{Errors.BadQueryParameter.Detail}: {name} has an invalid timestamp format. Timestamps should be formatted as 'YYYY-MM-DDThh:mm:ssZ'"
            );
}
