using Ingot.Lifecycle.Commands;

namespace Ingot.Lifecycle.Buildpacks.Staticfile;

/// <summary>The app's Staticfile: flat YAML, <c>key: value</c> per line.</summary>
internal sealed record StaticfileSettings
{
    /// <summary>The folder to serve, inside the app; empty is the app's folder itself.</summary>
    public string Root { get; init; } = "";

    /// <summary>Paths without a file get index.html, for apps that route in the browser.</summary>
    public bool PushState { get; init; }

    /// <summary>Files whose name starts with a dot are served too.</summary>
    public bool DotFiles { get; init; }

    /// <summary>Reads the Staticfile, if any. What it asks for and we do not do is named in the log.</summary>
    public static StaticfileSettings Read(AppFiles app, StagingLog? log)
    {
        var settings = new StaticfileSettings();
        if (!app.Has("Staticfile"))
            return settings;

        foreach (var line in File.ReadLines(app.Path("Staticfile")))
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#' || text == "---" || text.Split(':', 2) is not [var key, var value])
                continue;
            value = value.Trim().Trim('"', '\'');
            switch (key.Trim())
            {
                case "root":
                    settings = settings with { Root = value };
                    break;
                case "pushstate":
                    settings = settings with { PushState = IsOn(value) };
                    break;
                case "host_dot_files":
                    settings = settings with { DotFiles = IsOn(value) };
                    break;
                case var other:
                    log?.Warning($"Staticfile: {other} is not supported and has no effect. Supported: root, pushstate, host_dot_files.");
                    break;
            }
        }

        return settings;
    }

    private static bool IsOn(string value) => value is "enabled" or "true";
}
