using System.Text.RegularExpressions;
using Ingot.Api.Http;

namespace Ingot.Api.Resources;

/// <summary>Chooses resources by their labels; all terms must hold. CF v3 "Labels and selectors".</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> terms = [];

    public bool Matches(IReadOnlyDictionary<string, string> labels) => terms.TrueForAll(term => term(labels));

    public static LabelSelector Parse(string text)
    {
        var selector = new LabelSelector();
        foreach (Match match in Terms().Matches(text))
            selector.terms.Add(Term(match.Value.Trim()));
        if (Terms().Replace(text, "").AsSpan().Trim(", ").Length > 0)
            throw Invalid(text);
        return selector;
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> Term(string text)
    {
        if (Set().Match(text) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            var wanted = set.Groups["not"].Length == 0;
            return labels => (labels.TryGetValue(set.Groups["key"].Value, out var value) && values.Contains(value)) == wanted;
        }
        if (Equality().Match(text) is { Success: true } equality)
        {
            var wanted = equality.Groups["operator"].Value != "!=";
            return labels =>
                (labels.TryGetValue(equality.Groups["key"].Value, out var value) && value == equality.Groups["value"].Value) == wanted;
        }
        if (Existence().Match(text) is { Success: true } existence)
            return labels => labels.ContainsKey(existence.Groups["key"].Value) == (existence.Groups["not"].Length == 0);
        throw Invalid(text);
    }

    private static ApiException Invalid(string text) => Errors.BadQueryParameter.With($"{Errors.BadQueryParameter.Detail}: Invalid label_selector value '{text}'");

    /// <summary>Terms end at commas outside parentheses.</summary>
    [GeneratedRegex(@"(?:[^,(]|\([^)]*\))+")]
    private static partial Regex Terms();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<not>not)?in\s*\((?<values>[^()]*)\)$")]
    private static partial Regex Set();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<operator>==|=|!=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex Equality();

    [GeneratedRegex(@"^(?<not>!)?(?<key>[\w./-]+)$")]
    private static partial Regex Existence();
}
