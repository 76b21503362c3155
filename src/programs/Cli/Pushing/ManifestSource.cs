using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Terminal;
using Ingot.Manifests;
using Ingot.Manifests.Apps;
using Ingot.Manifests.Reading;

namespace Ingot.Cli.Pushing;

/// <summary>Finds the manifest, reads it, puts the flags over it.</summary>
internal static class ManifestSource
{
    public static PushPlan Load(PushRequest request, CliConsole console, string directory)
    {
        var file = Find(request, directory);
        IReadOnlyList<AppManifest> apps = file is null
            ? [new AppManifest { Name = request.AppName ?? throw new UsageException("Incorrect Usage: The push command requires an app name. The app name can be supplied as an argument or with a manifest.yml file.") }]
            : Read(file, request.Variables, request.AppName, console, directory);
        return new PushPlan(file, [.. FlagOverrides.Apply(apps, request).Select(app => new PlannedApp(app with { Path = null }, Source(app, request, file, directory)))]);
    }

    /// <summary>The apps of a manifest; warnings are printed, errors thrown all at once.</summary>
    /// <param name="nameOfOnlyApp">Its name when the manifest gives none.</param>
    public static IReadOnlyList<AppManifest> Read(string file, VariableOptions variables, string? nameOfOnlyApp, CliConsole console, string directory)
    {
        var manifest = Manifest.Read(File.ReadAllText(file), new ManifestOptions { Variables = variables.Read(directory), NameOfOnlyApp = nameOfOnlyApp });
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

    private static string? Find(PushRequest request, string directory)
    {
        var path = Path.GetFullPath(request.ManifestPath ?? ".", directory);
        return request.IgnoresManifest ? null : Directory.Exists(path) ? ManifestFiles.FindIn(path) : path;
    }

    /// <summary>A path of the manifest starts at the manifest, one on the command line where it was typed.</summary>
    private static AppSource Source(AppManifest app, PushRequest request, string? manifestFile, string directory)
    {
        if (request.DropletPath is { } droplet)
        {
            return AppSource.OfDroplet(droplet, directory);
        }
        var source = request.AppPath is { } given ? Path.GetFullPath(given, directory)
            : app.Path is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(manifestFile)!)
            : directory;
        return Path.Exists(source) ? AppSource.Of(source) : throw new CommandException($"File not found locally, make sure the file exists at given path {source}");
    }
}
