using Ingot.Manifests.Apps;
using Ingot.Manifests.Problems;
using Ingot.Manifests.Reading;

namespace Ingot.Manifests;

/// <summary>What a manifest's text says: its apps, and everything that is wrong with it.</summary>
public sealed record Manifest
{
    public IReadOnlyList<AppManifest> Apps { get; init; } = [];

    /// <summary>Errors and warnings, in the order of the text.</summary>
    public IReadOnlyList<ManifestProblem> Problems { get; init; } = [];

    /// <summary>Top-level attributes every app took over, as written; empty when there are none.</summary>
    public IReadOnlyList<InheritedAttribute> Inherited { get; init; } = [];

    public bool IsUsable => !Problems.Any(problem => problem.Severity == ManifestSeverity.Error);

    public IEnumerable<ManifestProblem> Errors => Problems.Where(problem => problem.Severity == ManifestSeverity.Error);

    public IEnumerable<ManifestProblem> Warnings => Problems.Where(problem => problem.Severity == ManifestSeverity.Warning);

    /// <summary>Reads a manifest; never throws for its content.</summary>
    public static Manifest Read(string text, ManifestOptions options) => ManifestReader.Read(text, options);
}

/// <summary>An attribute above <c>applications:</c>.</summary>
public sealed record InheritedAttribute(string Key, ManifestPosition Position);
