using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.DotnetCore;

/// <summary><c>dotnet publish</c>, quick, quiet, leaving neither servers behind nor files among the sources.</summary>
internal sealed class DotnetPublish(BuildpackContext context, DotnetHost dotnet)
{
    /// <summary>Publishes into the folder. A project that asks for no package is restored without a network.</summary>
    /// <exception cref="StagingFailedException">It does not restore or compile; the log says why.</exception>
    public async Task RunAsync(string project, string output, CancellationToken cancellationToken)
    {
        context.Log.Step($"Publishing {Path.GetRelativePath(context.App.Root, project)}");
        var offline = !DotnetProject.NeedsPackages(context.App);
        var outcome = await PublishAsync(project, output, offline, cancellationToken);

        // Some properties need packages though none is named, e.g. a target framework older than the SDK.
        if (offline && !outcome.Succeeded && (outcome.Output + outcome.Errors).Contains("error NU110", StringComparison.Ordinal))
        {
            context.Log.Detail("The project needs packages after all: trying the package sources.");
            outcome = await PublishAsync(project, output, offline: false, cancellationToken);
        }

        if (!outcome.Succeeded)
            throw new StagingFailedException(StagingExit.FinalizeFailed, "Failed to run finalize script: dotnet publish failed");
    }

    private Task<CommandOutcome> PublishAsync(string project, string output, bool offline, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "publish",
            project,
            "--configuration=Release",
            $"--output={output}",
            // Keeps bin and obj out of the sources, which are part of the droplet.
            $"--artifacts-path={Path.Combine(context.Scratch, "artifacts")}",
            "--nologo",
            "--verbosity=quiet",
            "-tl:off",
            "--disable-build-servers",
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
            "-p:UseAppHost=false",
            "-p:RunAnalyzers=false",
            "-p:ProduceReferenceAssembly=false",
        ];
        if (offline)
            arguments.Add($"--source={Directory.CreateDirectory(Path.Combine(context.Scratch, "no-packages"))}");
        return new Command(dotnet.Executable, [.. arguments]) { Directory = context.App.Root, Environment = Environment() }.RunAsync(
            context.Log,
            cancellationToken
        );
    }

    private Dictionary<string, string?> Environment() =>
        new()
        {
            ["DOTNET_CLI_HOME"] = context.Scratch,
            ["NUGET_PACKAGES"] = Path.Combine(context.Cache, "packages"),
            ["DOTNET_ROOT"] = Path.GetDirectoryName(dotnet.Executable),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
            // Says "an issue was encountered" where other users' installations cannot be written to.
            ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "true",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            // Set when a build started us; it would pin the build's SDK.
            ["MSBuildSDKsPath"] = null,
            ["MSBUILD_EXE_PATH"] = null,
        };
}
