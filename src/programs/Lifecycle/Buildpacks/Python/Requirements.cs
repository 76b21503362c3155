using System.Text.Json;
using System.Text.RegularExpressions;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>What a Python app requires, as pip takes it.</summary>
/// <param name="Files">Requirement files; may be empty.</param>
/// <param name="InstallsApp">The app is a project of its own (setup.py, pyproject.toml) that pip installs.</param>
internal sealed partial record Requirements(IReadOnlyList<string> Files, bool InstallsApp)
{
    public static readonly string[] Marks = ["requirements.txt", "Pipfile", "Pipfile.lock", "pyproject.toml", "setup.py"];

    /// <summary>requirements.txt first, then Pipfile.lock, then Pipfile, then the project itself.</summary>
    /// <exception cref="StagingFailedException">The file cannot be read.</exception>
    public static Requirements Of(AppFiles app, string scratch)
    {
        if (app.Has("requirements.txt"))
            return new Requirements([app.Path("requirements.txt")], InstallsApp: false);
        if (app.Has("Pipfile.lock"))
            return Converted(scratch, FromLock(app.Path("Pipfile.lock")));
        if (app.Has("Pipfile"))
            return Converted(scratch, FromPipfile(File.ReadLines(app.Path("Pipfile"))));
        return new Requirements([], InstallsApp: app.Has("setup.py") || app.Has("pyproject.toml"));
    }

    private static Requirements Converted(string scratch, IEnumerable<string> lines)
    {
        var file = Path.Combine(scratch, "requirements.txt");
        File.WriteAllLines(file, lines);
        return new Requirements([file], InstallsApp: false);
    }

    private static List<string> FromLock(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return
            [
                .. document
                    .RootElement.GetProperty("default")
                    .EnumerateObject()
                    .Select(package =>
                        package.Name + (package.Value.TryGetProperty("version", out var version) ? version.GetString() : "")
                    ),
            ];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StagingFailedException(
                StagingExit.SupplyFailed,
                $"Pipfile.lock cannot be read: {fault.Message}\nFailed to run all supply scripts"
            );
        }
    }

    /// <summary>The <c>[packages]</c> table: <c>name = "*"</c>, <c>name = "==1.0"</c> or <c>name = {version = "…", …}</c>.</summary>
    private static List<string> FromPipfile(IEnumerable<string> lines)
    {
        var requirements = new List<string>();
        var inPackages = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
                inPackages = line == "[packages]";
            else if (inPackages && PipfilePackage().Match(line) is { Success: true } match)
                requirements.Add(match.Groups["name"].Value + match.Groups["version"].Value.TrimStart('*'));
        }

        return requirements;
    }

    [GeneratedRegex("""^"?(?<name>[A-Za-z0-9._-]+)"?\s*=\s*(?:"(?<version>[^"]*)"|\{.*?version\s*=\s*"(?<version>[^"]*)".*)""")]
    private static partial Regex PipfilePackage();
}
