using Ingot.Lifecycle.Buildpacks.DotnetCore;
using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks.Staticfile;

/// <summary>Serves files with the platform's own server, <see cref="Static.StaticCommand"/>.</summary>
internal sealed class StaticfileBuildpack : IBuildpack
{
    /// <summary>What is served, inside the app. As in CF, only what is moved here can be reached.</summary>
    private const string Public = "public";

    /// <summary>Files for the platform, not for visitors.</summary>
    private static readonly string[] Unserved = ["Staticfile", "manifest.yml", "Procfile"];

    public string Name => SystemBuildpacks.Staticfile;

    /// <summary>An index.html beside the files of another language is one of that app's templates, not a site.</summary>
    public string? Detect(AppFiles app) =>
        app.Has("Staticfile") || (app.Has("index.html") && ForeignLanguages.Find(app) is null) ? "staticfile" : null;

    public Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        // Our server is a .NET program and needs the runtime we run on, wherever that is installed.
        context.WriteProfile($"export DOTNET_ROOT=\"${{DOTNET_ROOT:-{Machine.OwnDotnet}}}\"", DotnetCoreBuildpack.HeapLimit);
        return Task.CompletedTask;
    }

    public Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        var app = context.App;
        var settings = StaticfileSettings.Read(app, context.Log);
        if (app.Has("Staticfile.auth"))
            throw new StagingFailedException(
                StagingExit.FinalizeFailed,
                "Failed to run finalize script: Staticfile.auth asks for passwords, which are not supported yet. Remove the file to serve the site to everybody."
            );

        MoveToPublic(app, settings);
        context.Log.Step($"Serving {(settings.Root.Length == 0 ? "the app's folder" : settings.Root)}");
        return Task.CompletedTask;
    }

    public IReadOnlyDictionary<string, string> Release(BuildpackContext context)
    {
        var settings = StaticfileSettings.Read(context.App, log: null);
        return new Dictionary<string, string>
        {
            ["web"] =
                $"exec \"$INGOT_EXECUTABLE\" static {Public}{(settings.PushState ? " --pushstate" : "")}{(settings.DotFiles ? " --dot-files" : "")}",
        };
    }

    private static void MoveToPublic(AppFiles app, StaticfileSettings settings)
    {
        var source = Path.GetFullPath(app.Path(settings.Root));
        if (source != app.Root && !source.StartsWith(app.Root + '/', StringComparison.Ordinal) || !Directory.Exists(source))
            throw new StagingFailedException(
                StagingExit.FinalizeFailed,
                $"Failed to run finalize script: the application Staticfile specifies a root directory {settings.Root} that does not exist"
            );

        // By way of a folder beside the app: the source may be the app itself, or be called public.
        var moved = app.Root + ".public";
        Directory.CreateDirectory(moved);
        foreach (var item in new DirectoryInfo(source).GetFileSystemInfos())
        {
            if (
                (item.Name[0] == '.' && !settings.DotFiles && item.Name != ".well-known")
                || (source == app.Root && Unserved.Contains(item.Name))
            )
                continue;
            Directory.Move(item.FullName, Path.Combine(moved, item.Name));
        }

        if (Directory.Exists(app.Path(Public)))
            Directory.Delete(app.Path(Public), recursive: true);
        Directory.Move(moved, app.Path(Public));
    }
}
