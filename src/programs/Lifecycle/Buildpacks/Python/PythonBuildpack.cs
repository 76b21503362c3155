using Ingot.Lifecycle.Failures;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>Python apps: a virtual environment with their requirements, or an interpreter of the machine that has them.</summary>
internal sealed class PythonBuildpack : IBuildpack
{
    public string Name => SystemBuildpacks.Python;

    public string? Detect(AppFiles app) => Requirements.Marks.Any(app.Has) ? "python" : null;

    public async Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken)
    {
        var requirements = Requirements.Of(context.App, context.Scratch);
        var found = await Interpreter.FindAllAsync(context.Machine, context.Scratch, requirements.Files, cancellationToken);
        if (found.Count == 0)
            throw Failed(
                "The app is a Python app, and this machine has no Python 3. Install the packages python3 and python3-venv (apt-get install python3 python3-venv)."
            );

        WarnOfOtherVersion(context, found[0]);
        await ProvideAsync(context, requirements, found, cancellationToken);
        // Output must not wait in a buffer, and the platform's router is who gunicorn may believe.
        context.WriteProfile("export PYTHONUNBUFFERED=1 FORWARDED_ALLOW_IPS='*'");
    }

    public Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken) =>
        new DjangoAssets(context).CollectAsync(cancellationToken);

    /// <summary>As in CF, a Python app says itself what to start: Procfile or command.</summary>
    public IReadOnlyDictionary<string, string> Release(BuildpackContext context) => new Dictionary<string, string>();

    private static async Task ProvideAsync(
        BuildpackContext context,
        Requirements requirements,
        IReadOnlyList<Interpreter> found,
        CancellationToken cancellationToken
    )
    {
        string? fault = null;
        var nothingToInstall = !requirements.InstallsApp && found[0].Requirements.Count == 0 && found[0].Missing.Count == 0;
        if (!nothingToInstall && found.FirstOrDefault(one => one.Pip || one.Ensurepip) is { } installer)
        {
            context.Log.Step($"Installing requirements with Python {installer.Version}");
            fault = await new VirtualEnvironment(context, installer).InstallAsync(requirements, cancellationToken);
            if (fault is null)
                return;
            Directory.Delete(context.Deps, recursive: true);
            Directory.CreateDirectory(context.Deps);
        }

        if (requirements.InstallsApp || found.FirstOrDefault(one => one.Missing.Count == 0) is not { } ready)
            throw Failed((fault ?? "") + Explain(requirements, found));
        if (fault is not null)
            context.Log.Detail("They cannot be installed here, so an interpreter that has them is used.");
        context.Log.Step($"Using Python {ready.Version} of this machine ({ready.Executable})");
        foreach (var name in ready.Requirements)
            context.Log.Detail($"{name} is installed there");
        MachinePython.Link(context, ready);
    }

    private static string Explain(Requirements requirements, IReadOnlyList<Interpreter> found)
    {
        var cure = found.Any(one => one.Pip || one.Ensurepip)
            ? ""
            : "\nTo install requirements, Python needs the package python3-venv (apt-get install python3-venv).";
        var missing = requirements.InstallsApp
            ? []
            : found.Select(one => $"\n  {one.Executable} ({one.Version}): {string.Join("; ", one.Missing)}");
        return "The app's requirements could not be installed"
            + (requirements.InstallsApp ? "." : ", and no Python of this machine has them all:")
            + string.Concat(missing)
            + cure;
    }

    private static void WarnOfOtherVersion(BuildpackContext context, Interpreter interpreter)
    {
        if (!context.App.Has("runtime.txt"))
            return;
        var wanted = File.ReadAllText(context.App.Path("runtime.txt")).Trim();
        var wantedVersion = wanted.Replace("python-", "").TrimEnd('x', '.', '*');
        if (!(interpreter.Version + ".").StartsWith(wantedVersion + ".", StringComparison.Ordinal))
            context.Log.Warning($"runtime.txt asks for {wanted}; this machine has Python {interpreter.Version}.");
    }

    private static StagingFailedException Failed(string reason) =>
        new(StagingExit.SupplyFailed, reason + "\nFailed to run all supply scripts");
}
