using System.Text.RegularExpressions;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks;

/// <summary>The app's Procfile: a process type and its start command per line.</summary>
internal static partial class Procfile
{
    /// <summary>The commands by process type; empty when there is no Procfile.</summary>
    /// <exception cref="StagingFailedException">There is one without a single valid line.</exception>
    public static IReadOnlyDictionary<string, string> Read(AppFiles app)
    {
        var commands = new Dictionary<string, string>();
        if (!app.Has("Procfile"))
            return commands;

        foreach (var line in File.ReadLines(app.Path("Procfile")))
        {
            if (ProcessLine().Match(line) is { Success: true } match)
                commands[match.Groups["type"].Value] = match.Groups["command"].Value;
        }

        return commands.Count > 0
            ? commands
            : throw new StagingFailedException(
                StagingExit.ReleaseFailed,
                "Failed to read Procfile: it has no line of the form `web: COMMAND`"
            );
    }

    [GeneratedRegex(@"^\s*(?<type>[A-Za-z0-9_-]+)\s*:\s*(?<command>\S.*?)\s*$")]
    private static partial Regex ProcessLine();
}
