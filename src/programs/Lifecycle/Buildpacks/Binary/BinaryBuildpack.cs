using Ingot.Hosting;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks.Binary;

/// <summary>Runs what the app brings: executables, scripts, or whatever its Procfile or the user's command says.</summary>
internal sealed class BinaryBuildpack : IBuildpack
{
    public string Name => SystemBuildpacks.Binary;

    public string? Detect(AppFiles app) => app.Has("Procfile") || Programs(app).Any() ? "binary" : null;

    public Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        if (ForeignLanguages.Find(context.App) is { } foreign)
            context.Log.Warning($"{foreign.Mark} found, but {foreign.Language} apps are not built yet: the app is run as it is.");
        return Task.CompletedTask;
    }

    /// <summary>A sole executable is the app; of several we cannot tell which.</summary>
    public IReadOnlyDictionary<string, string> Release(BuildpackContext context) =>
        Programs(context.App).Where(IsExecutable).Take(2).ToList() is [var program]
            ? new Dictionary<string, string> { ["web"] = $"exec ./{ShellText.Quote(Path.GetFileName(program))}" }
            : new Dictionary<string, string>();

    private static IEnumerable<string> Programs(AppFiles app) => app.InRoot("*").Where(file => StartsLikeAProgram(file));

    private static bool IsExecutable(string file) => File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);

    /// <summary>ELF, or a script that names its interpreter; a mode bit alone says little, some zips set it everywhere.</summary>
    private static bool StartsLikeAProgram(string file)
    {
        Span<byte> start = stackalloc byte[4];
        using var content = File.OpenRead(file);
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length].SequenceEqual("\u007FELF"u8) || start[..length].StartsWith("#!"u8);
    }
}
