using System.Text.Json;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Pushing;

/// <summary>Shows what applying a manifest changes.</summary>
internal static class ManifestDisplay
{
    public static async Task ShowAsync(Session session, string yaml, CancellationToken cancellationToken)
    {
        List<ManifestDifference> differences;
        try
        {
            differences = await session.Api.DiffManifestAsync(session.Config.SpaceFields.Guid, yaml, cancellationToken);
        }
        catch (ApiException refusal) when ((int)refusal.Status >= 500 || refusal.Errors.Count == 0)
        {
            session.Console.Warning("Unable to generate diff. Continuing to apply manifest...");
            return;
        }
        session.Console.Line();
        session.Console.Line("Updating with these attributes...");
        if (differences.Count > 0)
        {
            session.Console.Line("  ---");
        }
        foreach (var (path, line) in Paths(yaml.TrimEnd('\n').Split('\n')))
        {
            Show(session.Console, path, line, differences.Find(difference => IsWithin(path, difference.Path)));
        }
        foreach (var removed in differences.Where(difference => difference.Op == "remove"))
        {
            session.Console.Line(session.Console.Paint($"- {removed.Path}: {Text(removed.Was)}", Style.Removed));
        }
    }

    /// <summary>A change of a route, a list or a map is said once, for all that stands below.</summary>
    private static bool IsWithin(string path, string changed) => path == changed || path.StartsWith(changed + '/', StringComparison.Ordinal);

    private static void Show(CliConsole console, string path, string line, ManifestDifference? difference)
    {
        if (difference?.Op == "replace" && difference.Path == path)
        {
            var end = line.IndexOf(':', StringComparison.Ordinal);
            console.Line(console.Paint($"- {line[..(end + 1)]} {Text(difference.Was)}", Style.Removed));
        }
        console.Line(difference?.Op is "add" or "replace" ? console.Paint($"+ {line}", Style.Added) : $"  {line}");
    }

    /// <summary>Every line with its place in the document, e.g. <c>/applications/0/memory</c>; the lines are the manifest writer's, one key each.</summary>
    private static IEnumerable<(string Path, string Line)> Paths(IEnumerable<string> lines)
    {
        var keys = new Stack<(int Indent, string Key)>();
        var counts = new Dictionary<string, int>();
        foreach (var line in lines)
        {
            var indent = line.TakeWhile(character => character == ' ').Count();
            var text = line[indent..];
            var isItem = text.StartsWith("- ", StringComparison.Ordinal);
            // An item stands as far in as its list's key, so that key must stay.
            while (keys.TryPeek(out var top) && (isItem ? top.Indent > indent || IsIndex(top) && top.Indent == indent : top.Indent >= indent))
            {
                keys.Pop();
            }
            if (isItem)
            {
                var list = string.Join('/', keys.Reverse().Select(entry => entry.Key));
                counts[list] = counts.GetValueOrDefault(list, -1) + 1;
                keys.Push((indent, $"{counts[list]}"));
                text = text[2..];
                indent += 2;
            }
            if (text.IndexOf(": ", StringComparison.Ordinal) is var end and > 0 || text.EndsWith(':') && (end = text.Length - 1) > 0)
            {
                keys.Push((indent, text[..end]));
            }
            yield return ("/" + string.Join('/', keys.Reverse().Select(entry => entry.Key)), line);
        }
    }

    private static bool IsIndex((int Indent, string Key) entry) => int.TryParse(entry.Key, out _);

    private static string Text(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.Value.GetRawText(),
    };
}
