using Ingot.Cli.CommandLine;
using Ingot.Cli.Terminal;
using Ingot.Manifests;
using Ingot.Manifests.Apps;

namespace Ingot.Cli.Pushing;

/// <summary>Finds the manifest, reads it, puts the flags over it.</summary>
internal static class ManifestSource
{
    public static PushPlan Load(PushRequest request, CliConsole console, string directory)
    {
        var file = Find(request, directory);
        var apps = file is null ? [] : Read(file, request, console, directory);
        if (file is null)
        {
            apps = [new AppManifest { Name = request.AppName ?? throw new UsageException("Incorrect Usage: The push command requires an app name. The app name can be supplied as an argument or with a manifest.yml file.") }];
        }
        return new PushPlan(file, [.. FlagOverrides.Apply(apps, request).Select(app => new PlannedApp(app with { Path = null }, Source(app, request, file, directory)))]);
    }

    private static string? Find(PushRequest request, string directory)
    {
        var path = Path.GetFullPath(request.ManifestPath ?? ".", directory);
        return request.IgnoresManifest ? null : Directory.Exists(path) ? ManifestFiles.FindIn(path) : path;
    }

    private static IReadOnlyList<AppManifest> Read(string file, PushRequest request, CliConsole console, string directory)
    {
        var manifest = Manifest.Read(File.ReadAllText(file), new ManifestOptions { Variables = Variables(request, directory), NameOfOnlyApp = request.AppName });
        foreach (var warning in manifest.Warnings)
        {
            console.Warning($"Warning: {Path.GetFileName(file)}, {warning}");
        }
        if (!manifest.IsUsable)
        {
            throw new CommandException(string.Join("\n", manifest.Errors.Select(error => $"{Path.GetFileName(file)}, {error}")));
        }
        if (manifest.Inherited.Count > 0)
        {
            var keys = string.Join(", ", manifest.Inherited.Select(attribute => attribute.Key));
            console.Warning($"Note: {keys} above 'applications:' (line {manifest.Inherited[0].Position.Line}) count{(manifest.Inherited.Count == 1 ? "s" : "")} for every app that does not say otherwise. Other clients drop what stands there.");
        }
        return manifest.Apps;
    }

    /// <summary>Files in the order given, later ones winning, single values winning over all of them.</summary>
    private static Dictionary<string, string> Variables(PushRequest request, string directory)
    {
        var variables = new Dictionary<string, string>();
        foreach (var file in request.VariableFiles)
        {
            var values = ManifestVariables.Read(File.ReadAllText(Path.GetFullPath(file, directory)), out var fault)
                ?? throw new CommandException($"The option --vars-file expects a valid YAML file. {file}, {fault}");
            foreach (var (name, value) in values)
            {
                variables[name] = value;
            }
        }
        foreach (var parts in request.Variables.Select(pair => pair.Split('=', 2)))
        {
            variables[parts[0]] = parts[1];
        }
        return variables;
    }

    /// <summary>A path of the manifest starts at the manifest, one on the command line where it was typed.</summary>
    private static string Source(AppManifest app, PushRequest request, string? manifestFile, string directory)
    {
        var source = request.AppPath is { } given ? Path.GetFullPath(given, directory)
            : app.Path is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(manifestFile)!)
            : directory;
        return Path.Exists(source) ? source : throw new CommandException($"File not found locally, make sure the file exists at given path {source}");
    }
}
