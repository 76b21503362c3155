namespace Ingot.Model.Droplets;

/// <summary>An app ready to run: what staging made of a package. Its file is the blob of the same guid.</summary>
public sealed class Droplet : LabelledResource
{
    public required string AppGuid { get; set; }

    /// <summary>One of <see cref="DropletStates"/>.</summary>
    public string State { get; set; } = DropletStates.Staged;
    public string? Error { get; set; }
    public string LifecycleType { get; set; } = "buildpack";
    public List<DropletBuildpack> Buildpacks { get; set; } = [];
    public required string Stack { get; set; }
    public string ExecutionMetadata { get; set; } = "";

    /// <summary>Start commands by process type.</summary>
    public Dictionary<string, string> ProcessTypes { get; set; } = [];

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string? Sha256 { get; set; }
    public long SizeBytes { get; set; }

    /// <summary>What it was staged from; null once that package is deleted.</summary>
    public string? PackageGuid { get; set; }
}

/// <summary>A buildpack that took part in staging. CF v3 "Droplet object", <c>buildpacks</c>.</summary>
public sealed record DropletBuildpack(string Name, string DetectOutput, string BuildpackName, string? Version);

/// <summary>Where a droplet stands. CF v3 "Droplet object".</summary>
public static class DropletStates
{
    public const string AwaitingUpload = "AWAITING_UPLOAD";
    public const string Staged = "STAGED";
    public const string Failed = "FAILED";
}
