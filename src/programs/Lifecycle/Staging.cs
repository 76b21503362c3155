using System.Text.Json;
using Ingot.Lifecycle.Buildpacks;
using Ingot.Lifecycle.Caches;
using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Droplets;
using Ingot.Lifecycle.Packages;
using Ingot.Protocol.Cells;

namespace Ingot.Lifecycle;

/// <summary>One staging: unpack, detect, supply, finalize, release, pack.</summary>
internal sealed class Staging(StageOptions options, Machine machine, StagingLog log)
{
    private readonly DropletLayout layout = new(Path.Combine(options.Work, "droplet"));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        layout.Create();
        ProjectFence.Write(options.Work);
        PackageArchive.Unpack(options.Package, layout.App);

        var app = new AppFiles(layout.App);
        var chosen = Choose(app);
        var cache = BuildCache.Open(Path.Combine(options.Work, "cache"), options.CacheIn);
        var contexts = chosen.Select((one, i) => Context(app, cache.FolderOf(one.Buildpack.Name), i, chosen.Count)).ToList();
        for (var i = 0; i < chosen.Count; i++)
            await SupplyAsync(chosen[i].Buildpack, contexts[i], cancellationToken);

        var last = chosen[^1].Buildpack;
        await last.FinalizeAsync(contexts[^1], cancellationToken);
        var processTypes = Merge(last.Release(contexts[^1]), Procfile.Read(app));
        if (!processTypes.ContainsKey("web"))
        {
            log.Line("No start command specified by buildpack or via Procfile.");
            log.Line("App will not start unless a command is provided at runtime.");
        }

        Pack(chosen, processTypes);
        if (options.CacheOut is { } cacheOut)
            cache.Save(chosen.Select(one => one.Buildpack.Name), cacheOut, log);
    }

    private List<(IBuildpack Buildpack, string DetectOutput)> Choose(AppFiles app)
    {
        if (options.Buildpacks.Count > 0)
            return [.. options.Buildpacks.Select(BuildpackCatalog.Get).Select(buildpack => (buildpack, ""))];
        var found = BuildpackCatalog.Detect(app);
        log.Step($"Detected {found.DetectOutput} ({found.Buildpack.Name})");
        return [found];
    }

    private BuildpackContext Context(AppFiles app, string cache, int i, int count) =>
        new()
        {
            App = app,
            Index = i.ToString().PadLeft(count.ToString().Length, '0'),
            Layout = layout,
            Machine = machine,
            Log = log,
            Cache = cache,
            Scratch = Directory.CreateDirectory(Path.Combine(options.Work, "scratch", i.ToString())).FullName,
        };

    private static Task SupplyAsync(IBuildpack buildpack, BuildpackContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.Deps);
        return buildpack.SupplyAsync(context, cancellationToken);
    }

    /// <summary>The Procfile wins over the buildpack, type by type.</summary>
    private static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> released,
        IReadOnlyDictionary<string, string> procfile
    )
    {
        var merged = new Dictionary<string, string>(released);
        foreach (var (type, command) in procfile)
            merged[type] = command;
        return merged;
    }

    private void Pack(List<(IBuildpack Buildpack, string DetectOutput)> chosen, Dictionary<string, string> processTypes)
    {
        var info = new StagingInfo(chosen[^1].DetectOutput, processTypes.GetValueOrDefault("web") ?? "");
        File.WriteAllText(layout.StagingInfo, info.ToJson());
        DropletArchive.Write(layout.Root, options.Droplet);

        var version = typeof(Staging).Assembly.GetName().Version?.ToString(3);
        var result = new StagingResult
        {
            ProcessTypes = processTypes,
            Buildpacks = [.. chosen.Select(one => new StagedBuildpack(one.Buildpack.Name, one.DetectOutput, version))],
            ExecutionMetadata = "",
        };
        File.WriteAllText(options.Result, JsonSerializer.Serialize(result, CellJson.Default.StagingResult));
    }
}
