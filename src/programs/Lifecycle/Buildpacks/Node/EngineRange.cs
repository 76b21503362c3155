using System.Text.RegularExpressions;

namespace Ingot.Lifecycle.Buildpacks.Node;

/// <summary>A range of versions as package.json writes it under <c>engines</c> (npm: node-semver, without pre-releases).</summary>
internal sealed partial class EngineRange
{
    private static readonly Version Zero = new(0, 0, 0);
    private readonly List<List<(Version From, Version? Before)>> alternatives;

    private EngineRange(List<List<(Version From, Version? Before)>> alternatives) => this.alternatives = alternatives;

    /// <summary>Null when it cannot be read.</summary>
    public static EngineRange? Parse(string text)
    {
        var alternatives = new List<List<(Version, Version?)>>();
        foreach (var alternative in text.Split("||"))
        {
            var spaced = Hyphen().Replace(alternative.Trim(), ">=$1 <=$2");
            var comparators = Comparator().Matches(spaced);
            if (Comparator().Replace(spaced, "").Trim().Length > 0)
                return null;
            alternatives.Add([.. comparators.Select(Bounds)]);
        }

        return new EngineRange(alternatives);
    }

    public bool Contains(Version version) =>
        alternatives.Exists(bounds => bounds.TrueForAll(bound => version >= bound.From && (bound.Before is null || version < bound.Before)));

    /// <summary>From the first version that belongs to it up to the first that does not; null is without end.</summary>
    private static (Version From, Version? Before) Bounds(Match comparator)
    {
        var parts = comparator.Groups["part"].Captures.Select(part => part.Value).TakeWhile(part => int.TryParse(part, out _)).ToArray();
        if (parts.Length == 0)
            return (Zero, null);
        var numbers = Array.ConvertAll(parts, int.Parse);
        var floor = Fill(numbers);
        return comparator.Groups["operator"].Value switch
        {
            ">=" => (floor, null),
            ">" => (Next(numbers, numbers.Length - 1), null),
            "<" => (Zero, floor),
            "<=" => (Zero, Next(numbers, numbers.Length - 1)),
            "~" => (floor, Next(numbers, Math.Min(1, numbers.Length - 1))),
            // The leftmost number that is not zero may not change.
            "^" => (floor, Next(numbers, Array.FindIndex(numbers, number => number > 0) is var at and >= 0 ? at : numbers.Length - 1)),
            _ => (floor, Next(numbers, numbers.Length - 1)),
        };
    }

    private static Version Next(int[] numbers, int position) => Fill([.. numbers[..position], numbers[position] + 1]);

    private static Version Fill(int[] numbers) => new(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));

    [GeneratedRegex(@"^(\S+)\s+-\s+(\S+)$")]
    private static partial Regex Hyphen();

    [GeneratedRegex(@"(?<operator>\^|~|>=|<=|>|<|=)?\s*v?(?<part>\d{1,9}|[xX*])(\.(?<part>\d{1,9}|[xX*])){0,2}(?=\s|$)")]
    private static partial Regex Comparator();
}
