using System.Text;
using System.Text.RegularExpressions;
using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>Which files of an app's directory are not uploaded: the usual ones, and those of its <c>.cfignore</c>.</summary>
internal sealed class IgnoreRules
{
    private static readonly string[] Usual = [".cfignore", ".DS_Store", ".git", ".gitignore", ".hg", ".svn", "_darcs", "manifest.yaml", "manifest.yml"];

    private readonly List<(Regex Pattern, bool IsKept)> rules;

    private IgnoreRules(IEnumerable<string> lines)
    {
        rules = [.. lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#').Select(Rule)];
    }

    /// <summary>Whether nothing below an ignored directory can be kept.</summary>
    public bool CanSkipDirectories => !rules.Exists(rule => rule.IsKept);

    /// <summary>The rules of an app's directory.</summary>
    public static IgnoreRules Of(string directory)
    {
        var file = Path.Combine(directory, ".cfignore");
        if (!Path.Exists(file))
        {
            return Parse("");
        }
        using var reader = new StreamReader(InputFile.Open(file, $"'{file}'", "Make it a text file that you may read, or remove it."));
        return Parse(reader.ReadToEnd());
    }

    /// <param name="text">The content of <c>.cfignore</c>.</param>
    public static IgnoreRules Parse(string text) => new([.. Usual, .. text.Split('\n')]);

    /// <summary>The last rule that speaks of the path decides.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    public bool Ignores(string path) => rules.FindLast(rule => rule.Pattern.IsMatch(path)) is { Pattern: not null, IsKept: false };

    private static (Regex Pattern, bool IsKept) Rule(string line)
    {
        var isKept = line[0] == '!';
        var glob = isKept ? line[1..] : line;
        var isAnchored = glob.StartsWith('/');
        var pattern = (isAnchored ? "^" : "^(?:.*/)?") + Translate(glob.Trim('/')) + "(?:/.*)?$";
        try
        {
            return (new Regex(pattern, RegexOptions.NonBacktracking), isKept);
        }
        catch (ArgumentException)
        {
            throw new CommandException($"'{line}' in .cfignore is not a pattern: between [ and ] stand characters or ranges such as a-z. Write \\[ for a bracket.");
        }
    }

    private static string Translate(string glob)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '\\' when i + 1 < glob.Length:
                    pattern.Append(Regex.Escape(glob[++i].ToString()));
                    break;
                case '*' when glob.AsSpan(i).StartsWith("**/"):
                    pattern.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when glob.AsSpan(i).StartsWith("**"):
                    pattern.Append(".*");
                    i++;
                    break;
                case '*':
                    pattern.Append("[^/]*");
                    break;
                case '?':
                    pattern.Append("[^/]");
                    break;
                case '[' when glob.IndexOf(']', i + 1) is var end and > 0:
                    var set = glob[(i + 1)..end];
                    pattern.Append('[').Append(set.StartsWith('!') ? $"^{set[1..]}" : set).Append(']');
                    i = end;
                    break;
                default:
                    pattern.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }
        return pattern.ToString();
    }
}
