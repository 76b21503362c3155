using System.Text.RegularExpressions;

namespace Ingot.Uaa.Users;

/// <summary>Which users are asked for: those equal in every member that is set. The part of SCIM 1.1 filters that clients use.</summary>
internal sealed partial record UserFilter
{
    public string? Guid { get; init; }
    public string? Username { get; init; }
    public string? Origin { get; init; }
    public string? Email { get; init; }

    /// <summary>Reads <c>userName eq "u" and origin eq "uaa"</c>; null when the text is none of that kind. Empty text asks for everybody.</summary>
    public static UserFilter? Parse(string text)
    {
        var filter = new UserFilter();
        for (var rest = text.Trim(); rest.Length > 0; )
        {
            if (Comparison().Match(rest) is not { Success: true } match || filter.With(match) is not { } narrower)
                return null;
            filter = narrower;
            rest = rest[match.Length..];
        }

        return filter;
    }

    private UserFilter? With(Match match)
    {
        var value = Escape().Replace(match.Groups["value"].Value, "$1");
        return match.Groups["attribute"].Value.ToLowerInvariant() switch
        {
            "id" => this with { Guid = value },
            "username" => this with { Username = value },
            "origin" => this with { Origin = value },
            "email" or "emails.value" => this with { Email = value },
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?<attribute>[\w.]+) +eq +""(?<value>(\\.|[^""\\])*)"" *(and +(?=\S)|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
