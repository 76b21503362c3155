using System.Xml;
using System.Xml.Linq;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.DotnetCore;

/// <summary>Finds the project to publish.</summary>
internal static class DotnetProject
{
    private static readonly string[] Patterns = ["*.csproj", "*.fsproj", "*.vbproj"];

    /// <summary>Projects in the app's root folder; when there are none, those below it.</summary>
    public static IReadOnlyList<string> Candidates(AppFiles app) =>
        Patterns.SelectMany(app.InRoot).ToList() is { Count: > 0 } root ? root : Patterns.SelectMany(app.Anywhere).ToList();

    /// <summary>The one that <c>.deployment</c> names (CF: <c>project = path</c>), else the only one that makes a program.</summary>
    /// <exception cref="StagingFailedException">There is none, or no telling which.</exception>
    public static string Choose(AppFiles app)
    {
        if (Named(app) is { } named)
            return named;
        var candidates = Candidates(app);
        if (candidates is [var only])
            return only;
        return candidates.Where(MakesProgram).ToList() switch
        {
            [var program] => program,
            [] => throw Failed("no project makes a program (Sdk Microsoft.NET.Sdk.Web, or OutputType Exe)"),
            var several => throw Failed(
                $"several projects make a program: {string.Join(", ", several.Select(file => Path.GetRelativePath(app.Root, file)))}. "
                    + "Name one in a file .deployment, as `[config]` and `project = PATH`"
            ),
        };
    }

    /// <summary>Whether the app asks for packages anywhere; if not, it is built without a network.</summary>
    public static bool NeedsPackages(AppFiles app) =>
        ((string[])[.. Patterns, "*.props", "*.targets", "packages.config"])
            .SelectMany(app.Anywhere)
            .Any(file =>
                File.ReadAllText(file) is var text
                && (text.Contains("PackageReference") || text.Contains("PackageDownload") || text.Contains("<package "))
            );

    private static string? Named(AppFiles app)
    {
        if (!app.Has(".deployment"))
            return null;
        var path = File.ReadLines(app.Path(".deployment"))
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Trim() == "project")
            .Select(pair => pair[1].Trim())
            .FirstOrDefault();
        if (path is null)
            return null;
        var project = Path.GetFullPath(app.Path(path));
        return File.Exists(project) ? project : throw Failed($".deployment names {path}, which does not exist");
    }

    private static bool MakesProgram(string file)
    {
        try
        {
            var project = XDocument.Load(file).Root;
            var sdk = project?.Attribute("Sdk")?.Value ?? "";
            var output = project?.Descendants("OutputType").LastOrDefault()?.Value ?? "";
            return sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker" || output.Equals("Exe", StringComparison.OrdinalIgnoreCase);
        }
        catch (XmlException)
        {
            // Let the compiler say what is wrong with it.
            return true;
        }
    }

    private static StagingFailedException Failed(string reason) =>
        new(StagingExit.FinalizeFailed, $"Failed to run finalize script: {reason}");
}
