namespace Ingot.Protocol.Cells;

/// <summary>An order to stage a package into a droplet.</summary>
public sealed record StagingDescription
{
    /// <summary>The build's guid.</summary>
    public required string TaskGuid { get; init; }
    public required string AppGuid { get; init; }
    public required string AppName { get; init; }
    public required string SpaceName { get; init; }
    public required string OrganizationName { get; init; }

    /// <summary>Key of the package in the blob store, see <c>Hosting.DataDirectory.PackagePath</c>.</summary>
    public required string PackageGuid { get; init; }

    /// <summary>Key under which the droplet is stored.</summary>
    public required string DropletGuid { get; init; }

    /// <summary>Names asked for; empty means detection.</summary>
    public required IReadOnlyList<string> Buildpacks { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required string Stack { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }

    /// <summary>Bytes of output per second; -1 is unlimited.</summary>
    public long LogRateLimit { get; init; } = -1;
    public required int TimeoutSeconds { get; init; }
}
