namespace Ingot.Manifests.Reading;

/// <summary>How a manifest's text is to be read.</summary>
public sealed record ManifestOptions
{
    /// <summary>Anchors, aliases and merge keys are expanded; false refuses them, as the API does.</summary>
    public bool AllowAnchors { get; init; } = true;

    /// <summary>What <c>((name))</c> stands for; null leaves such text alone, as the API does.</summary>
    public ManifestVariables? Variables { get; init; }

    /// <summary>The name of the only app when the manifest gives it none, as after <c>cf push NAME</c>; null makes a missing name an error.</summary>
    public string? NameOfOnlyApp { get; init; }
}
