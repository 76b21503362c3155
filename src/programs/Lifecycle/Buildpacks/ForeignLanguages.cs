namespace Ingot.Lifecycle.Buildpacks;

/// <summary>Apps we recognise and cannot build: their developers are told so by name.</summary>
internal static class ForeignLanguages
{
    private static readonly (string Pattern, string Language)[] Marks =
    [
        ("Gemfile", "Ruby"),
        ("go.mod", "Go"),
        ("composer.json", "PHP"),
        ("*.php", "PHP"),
        ("pom.xml", "Java"),
        ("build.gradle*", "Java"),
        ("*.jar", "Java"),
        ("*.war", "Java"),
        ("META-INF", "Java"),
        ("WEB-INF", "Java"),
        ("Cargo.toml", "Rust"),
    ];

    /// <summary>The file that gives the app away and the language it speaks of, or null.</summary>
    public static (string Mark, string Language)? Find(AppFiles app)
    {
        foreach (var (pattern, language) in Marks)
        {
            if (Directory.EnumerateFileSystemEntries(app.Root, pattern).FirstOrDefault() is { } entry)
                return (Path.GetFileName(entry), language);
        }

        return null;
    }

    /// <summary>CF's sentence, then what was seen and what would have been accepted.</summary>
    public static string Explain(AppFiles app)
    {
        var seen = Find(app) is { } foreign
            ? $"Found {foreign.Mark}: {foreign.Language} apps are not supported yet."
            : "Found nothing that tells what kind of app this is" + (IsEmpty(app) ? ": the package is empty." : ".");
        return $"""
            None of the buildpacks detected a compatible application
            {seen}
            Supported: .NET (*.csproj, or a published app's *.runtimeconfig.json), Python (requirements.txt, Pipfile, pyproject.toml, setup.py),
            Node.js (package.json), static files (Staticfile, index.html), executables (a Procfile, or an executable file). A file named Procfile with a line
            `web: COMMAND` runs anything the machine can run.
            """;
    }

    private static bool IsEmpty(AppFiles app) => !Directory.EnumerateFileSystemEntries(app.Root).Any();
}
