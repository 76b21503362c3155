using Ingot.Lifecycle.Buildpacks.Binary;
using Ingot.Lifecycle.Buildpacks.DotnetCore;
using Ingot.Lifecycle.Buildpacks.Node;
using Ingot.Lifecycle.Buildpacks.Python;
using Ingot.Lifecycle.Buildpacks.Staticfile;
using Ingot.Lifecycle.Failures;
using Ingot.Model.Buildpacks;

namespace Ingot.Lifecycle.Buildpacks;

/// <summary>The buildpacks there are, in the order in which detection asks them.</summary>
internal static class BuildpackCatalog
{
    public static IReadOnlyList<IBuildpack> All { get; } = [.. SystemBuildpacks.Names.Select(Create)];

    /// <summary>The first that knows the app, and what it called it.</summary>
    /// <exception cref="StagingFailedException">None does; the message says what was seen and what is supported.</exception>
    public static (IBuildpack Buildpack, string DetectOutput) Detect(AppFiles app)
    {
        foreach (var buildpack in All)
        {
            if (buildpack.Detect(app) is { } output)
                return (buildpack, output);
        }

        throw new StagingFailedException(StagingExit.DetectFailed, ForeignLanguages.Explain(app));
    }

    public static IBuildpack Get(string name) =>
        All.FirstOrDefault(buildpack => buildpack.Name == name)
        ?? throw new StagingFailedException(
            StagingExit.Failed,
            $"There is no buildpack {name}. Supported: {string.Join(", ", All.Select(buildpack => buildpack.Name))}."
        );

    private static IBuildpack Create(string name) =>
        name switch
        {
            SystemBuildpacks.DotnetCore => new DotnetCoreBuildpack(),
            SystemBuildpacks.Python => new PythonBuildpack(),
            SystemBuildpacks.Node => new NodeBuildpack(),
            SystemBuildpacks.Staticfile => new StaticfileBuildpack(),
            SystemBuildpacks.Binary => new BinaryBuildpack(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such buildpack."),
        };
}
