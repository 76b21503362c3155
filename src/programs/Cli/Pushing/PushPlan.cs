using Ingot.Manifests.Apps;

namespace Ingot.Cli.Pushing;

/// <summary>What is pushed: the apps as they are to become, and what is sent for each.</summary>
/// <param name="ManifestFile">Null when there is none.</param>
internal sealed record PushPlan(string? ManifestFile, IReadOnlyList<PlannedApp> Apps);

/// <summary>One app of a push.</summary>
internal sealed record PlannedApp(AppManifest App, AppSource Source);
