using Ingot.Hosting;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks.Node;

/// <summary>Node.js apps: a Node.js of the machine, the packages the app brings or npm installs, and what <c>npm start</c> would start.</summary>
internal sealed class NodeBuildpack : IBuildpack
{
    /// <summary>
    /// Three quarters of the instance's memory for the heap, as OPTIMIZE_MEMORY asks for in CF. There a cgroup tells Node.js how much
    /// it may use; without one it sees the whole machine, and collects too late.
    /// </summary>
    private const string HeapLimit =
        "if [[ $MEMORY_LIMIT =~ ^[0-9]+m$ ]]; then export MEMORY_AVAILABLE=${MEMORY_LIMIT%m}; "
        + "[[ $NODE_OPTIONS == *max?old?space?size* ]] || "
        + "export NODE_OPTIONS=\"--max-old-space-size=$((MEMORY_AVAILABLE * 3 / 4)) $NODE_OPTIONS\"; fi";

    public string Name => SystemBuildpacks.Node;

    public string? Detect(AppFiles app) => app.Has(PackageJson.File) ? "nodejs" : null;

    public async Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        // Another buildpack's app may want Node.js beside it, and has nothing to say about the version.
        var package = context.App.Has(PackageJson.File) ? PackageJson.Of(context.App) : null;
        var node = await NodeRuntime.FindAsync(context, package?.Node, cancellationToken);
        context.Log.Step($"Using Node.js {node.Version} of this machine ({node.Executable})");
        context.Log.Detail($"engines.node (package.json): {package?.Node ?? "unspecified"}");
        context.WriteProgram("node", Start(node.Executable));
        if (node.Npm is { } npm)
            context.WriteProgram("npm", Start(npm));
        context.WriteProfile(
            "export NODE_ENV=${NODE_ENV:-production} WEB_MEMORY=${WEB_MEMORY:-512} WEB_CONCURRENCY=${WEB_CONCURRENCY:-1}",
            "export PATH=\"$PATH:$HOME/bin:$HOME/node_modules/.bin\"",
            $"export npm_package_name={ShellText.Quote(package?.Name ?? "")} npm_package_version={ShellText.Quote(package?.Version ?? "")}",
            HeapLimit
        );
    }

    public async Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        var package = PackageJson.Of(context.App);
        var node = await NodeRuntime.FindAsync(context, package.Node, cancellationToken);
        await new NodeModules(context, node).ProvideAsync(package, cancellationToken);
        if (StartCommand(context.App, package) is null && !context.App.Has("Procfile"))
            context.Log.Warning("This app may not specify any way to start a node process: package.json has no script \"start\".");
    }

    public IReadOnlyDictionary<string, string> Release(BuildpackContext context) =>
        StartCommand(context.App, PackageJson.Of(context.App)) is { } command
            ? new Dictionary<string, string> { ["web"] = command }
            : new Dictionary<string, string>();

    /// <summary>
    /// What <c>npm start</c> does, without npm in between: it would take 60 MB of the instance's memory, and keep signals to itself.
    /// </summary>
    private static string? StartCommand(AppFiles app, PackageJson package)
    {
        var start = package.Scripts.GetValueOrDefault("start") is { Length: > 0 } script ? script
            : app.Has("server.js") ? "node server.js"
            : null;
        return start is not null && package.Scripts.GetValueOrDefault("prestart") is { Length: > 0 } before ? $"{{ {before}; }} && {start}" : start;
    }

    private static string Start(string program) => $"#!/bin/sh\nexec {ShellText.Quote(program)} \"$@\"\n";
}
