namespace Ingot.Model.Builds;

/// <summary>The staging of a package into a droplet. A row in STAGING is the order; the reconciler carries it out on a cell.</summary>
public sealed class Build : LabelledResource
{
    public const int DefaultStagingMemoryMb = 1024;
    public const int DefaultStagingDiskMb = 4096;

    public required string AppGuid { get; set; }
    public required string PackageGuid { get; set; }

    /// <summary>One of <see cref="BuildStates"/>.</summary>
    public string State { get; set; } = BuildStates.Staging;

    /// <summary>Why it FAILED: <c>Id - description</c>, e.g. <c>NoAppDetectedError - ...</c>.</summary>
    public string? Error { get; set; }

    /// <summary>The guid the droplet will have, chosen with the build so that staging may be repeated. The row exists once STAGED.</summary>
    public required string DropletGuid { get; set; }
    public string LifecycleType { get; set; } = "buildpack";

    /// <summary>Buildpacks asked for, in order; empty means detection.</summary>
    public List<string> Buildpacks { get; set; } = [];
    public required string Stack { get; set; }
    public int StagingMemoryMb { get; set; } = DefaultStagingMemoryMb;
    public int StagingDiskMb { get; set; } = DefaultStagingDiskMb;

    /// <summary>Bytes of output per second; -1 is unlimited.</summary>
    public long StagingLogRateLimit { get; set; } = -1;
    public required string CreatedByGuid { get; set; }
    public required string CreatedByName { get; set; }
}

/// <summary>Where a build stands. CF v3 "Build object".</summary>
public static class BuildStates
{
    public const string Staging = "STAGING";
    public const string Staged = "STAGED";
    public const string Failed = "FAILED";
}
