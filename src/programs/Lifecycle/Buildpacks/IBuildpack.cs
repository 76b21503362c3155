using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks;

/// <summary>Knows how to turn one kind of app into something that runs. The four steps are those of CF's buildpack contract.</summary>
internal interface IBuildpack
{
    /// <summary>The name it is asked for by, e.g. <c>python_buildpack</c>.</summary>
    string Name { get; }

    /// <summary>The display name when the app is of this kind, else null. Skipped for buildpacks asked for by name.</summary>
    string? Detect(AppFiles app);

    /// <summary>Installs into the buildpack's own folder of deps; must not touch the app.</summary>
    /// <exception cref="StagingFailedException">It cannot be had; the reason is in the message.</exception>
    Task SupplyAsync(BuildpackContext context, CancellationToken cancellationToken);

    /// <summary>Makes the app ready to start. Only the last buildpack is asked.</summary>
    /// <exception cref="StagingFailedException">The app cannot be built; the reason is in the message.</exception>
    Task FinalizeAsync(BuildpackContext context, CancellationToken cancellationToken);

    /// <summary>Start commands by process type. Only the last buildpack is asked.</summary>
    /// <exception cref="StagingFailedException">There is no telling.</exception>
    IReadOnlyDictionary<string, string> Release(BuildpackContext context);
}
