using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.Node;

/// <summary>The packages an app depends on: those it brings along, else those npm installs.</summary>
internal sealed class NodeModules(BuildpackContext context, NodeRuntime node)
{
    private const string Folder = "node_modules";
    private static readonly string[] Locks = ["package-lock.json", "npm-shrinkwrap.json"];

    /// <exception cref="StagingFailedException">They cannot be had; the log and the message say why.</exception>
    public async Task ProvideAsync(PackageJson package, CancellationToken cancellationToken)
    {
        var missing = package.Dependencies.Where(name => !Directory.Exists(context.App.Path(Path.Combine(Folder, name)))).ToList();
        if (missing.Count == 0)
        {
            if (package.Dependencies.Count > 0)
                context.Log.Step("Prebuild detected (node_modules already exists)");
            return;
        }

        if (node.Npm is null)
            throw Failed(
                $"The app depends on {string.Join(", ", missing)}, and this machine has no npm to install packages with. "
                    + "Install the package npm (apt-get install npm), or push the app together with its node_modules folder."
            );
        var command = Array.Exists(Locks, context.App.Has) ? "ci" : "install";
        context.Log.Step($"Installing node modules (npm {command})");
        if (context.App.Has("yarn.lock"))
            context.Log.Warning("yarn.lock is not heeded: npm installs what package.json asks for.");
        var outcome = await InstallAsync(node.Npm, command, cancellationToken);
        if (!outcome.Succeeded)
            throw Failed(
                $"npm {command} failed. Without a registry in reach, push the app together with its node_modules folder (npm install on your side)."
            );
    }

    private Task<CommandOutcome> InstallAsync(string npm, string command, CancellationToken cancellationToken) =>
        new Command(npm, command, "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier")
        {
            Directory = context.App.Root,
            Environment = new Dictionary<string, string?>
            {
                // npm is a script that looks for node itself.
                ["PATH"] = $"{context.Bin}:{Environment.GetEnvironmentVariable("PATH")}",
                ["NODE_ENV"] = Environment.GetEnvironmentVariable("NODE_ENV") is { Length: > 0 } chosen ? chosen : "production",
                ["npm_config_cache"] = Directory.CreateDirectory(Path.Combine(context.Cache, "npm")).FullName,
                ["npm_config_logs_max"] = "0",
                ["npm_config_prefer_offline"] = "true",
                // No network is the usual case on a developer's train: find that out fast.
                ["npm_config_fetch_retries"] = "1",
                ["npm_config_fetch_retry_mintimeout"] = "500",
                ["npm_config_fetch_timeout"] = "30000",
            },
        }.RunAsync(context.Log, cancellationToken);

    private static StagingFailedException Failed(string reason) =>
        new(StagingExit.FinalizeFailed, reason + "\nFailed to run finalize script");
}
