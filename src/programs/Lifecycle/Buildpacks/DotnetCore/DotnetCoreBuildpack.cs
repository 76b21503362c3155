using Ingot.Hosting;
using Ingot.Lifecycle.Failures;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks.DotnetCore;

/// <summary>Publishes a .NET project, or runs an app that was published before it was pushed.</summary>
internal sealed class DotnetCoreBuildpack : IBuildpack
{
    /// <summary>Where the published project lies inside the buildpack's folder of deps; a name known from CF start commands.</summary>
    private const string Published = "dotnet_publish";

    public string Name => SystemBuildpacks.DotnetCore;

    public string? Detect(AppFiles app) =>
        app.InRoot("*.runtimeconfig.json").Count > 0 || DotnetProject.Candidates(app).Count > 0 ? "dotnet-core" : null;

    public async Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        var building = !IsPublished(context.App);
        var dotnet = await DotnetHost.FindAsync(context.Machine, context.Scratch, building, cancellationToken);
        context.Log.Step(building ? $"Using .NET SDK {dotnet.Version} of this machine" : "Using the .NET runtime of this machine");
        context.WriteProgram("dotnet", $"#!/bin/sh\nexec {ShellText.Quote(dotnet.Executable)} \"$@\"\n");
        // ASPNETCORE_URLS serves start commands of the user's own; VCAP_APP_HOST is the address the platform wants apps to listen on.
        context.WriteProfile(
            $"export DOTNET_ROOT={ShellText.Quote(Path.GetDirectoryName(dotnet.Executable)!)}",
            "export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1",
            $"export ASPNETCORE_URLS=\"{Listen}\"",
            HeapLimit
        );
    }

    public async Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        if (IsPublished(context.App))
            return;
        var project = DotnetProject.Choose(context.App);
        var dotnet = await DotnetHost.FindAsync(context.Machine, context.Scratch, needsSdk: true, cancellationToken);
        await new DotnetPublish(context, dotnet).RunAsync(project, Path.Combine(context.Deps, Published), cancellationToken);
    }

    public IReadOnlyDictionary<string, string> Release(BuildpackContext context)
    {
        var published = IsPublished(context.App);
        var folder = published ? context.App.Root : Path.Combine(context.Deps, Published);
        var configs = Directory.GetFiles(folder, "*.runtimeconfig.json");
        if (configs is not [var config])
            throw new StagingFailedException(
                StagingExit.ReleaseFailed,
                $"Failed to build droplet release: {configs.Length} *.runtimeconfig.json files after publishing; one tells which program to start"
            );

        var assembly = ShellText.Quote(Path.GetFileName(config)[..^".runtimeconfig.json".Length] + ".dll");
        var enter = published ? "" : $"cd \"$DEPS_DIR/{context.Index}/{Published}\" && ";
        var urls = File.ReadAllText(config).Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal) ? $" --urls \"{Listen}\"" : "";
        return new Dictionary<string, string> { ["web"] = $"{enter}exec dotnet {assembly}{urls}" };
    }

    /// <summary>
    /// Three quarters of the instance's memory, which is what .NET does by itself where a cgroup tells it the limit. Without one it sees
    /// the whole machine, and collects too late.
    /// </summary>
    public const string HeapLimit =
        "if [[ $MEMORY_LIMIT =~ ^[0-9]+m$ && -z $DOTNET_GCHeapHardLimit ]]; then "
        + "export DOTNET_GCHeapHardLimit=$(printf %x $((${MEMORY_LIMIT%m} * 1024 * 768))); fi";

    private const string Listen = "http://${VCAP_APP_HOST:-0.0.0.0}:${PORT}";

    private static bool IsPublished(AppFiles app) => app.InRoot("*.runtimeconfig.json").Count > 0;
}
