namespace Ingot.Manifests.Reading;

/// <summary>What the writer of an unknown key may have meant.</summary>
internal static class KeyAdvice
{
    private const int MostEdits = 2;

    public static string? For(string key, IEnumerable<string> known)
    {
        var spelling = Section.Spelling(key);
        if (spelling is "host" or "hosts" or "domain" or "domains" or "no-hostname")
        {
            return "routes, a list of '- route: host.domain'";
        }
        if (spelling == "inherit")
        {
            return "everything in one file; manifests cannot inherit from each other";
        }
        return known.Select(name => (name, edits: Edits(spelling, name)))
            .Where(candidate => candidate.edits <= MostEdits && candidate.edits < candidate.name.Length / 2)
            .OrderBy(candidate => candidate.edits)
            .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
            .Select(candidate => candidate.name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
