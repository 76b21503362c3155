using Ingot.Manifests.Apps;

namespace Ingot.Cli.Pushing;

/// <summary>What is pushed: the apps as they are to become, and where their files are.</summary>
/// <param name="ManifestFile">Null when there is none.</param>
internal sealed record PushPlan(string? ManifestFile, IReadOnlyList<PlannedApp> Apps);

/// <summary>One app of a push.</summary>
/// <param name="Source">A directory or an archive that exists.</param>
internal sealed record PlannedApp(AppManifest App, string Source);
