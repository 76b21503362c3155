using Ingot.Model.Processes;

namespace Ingot.Protocol.Cells;

/// <summary>An order to run one instance: which index of which process, and the immutable version it runs.</summary>
public sealed record InstanceDescription
{
    /// <summary>This incarnation: a UUID cut to 28 characters, new for every start (Diego: rep/auctioncellrep/helpers.go).</summary>
    public required string InstanceGuid { get; init; }
    public required int Index { get; init; }
    public required RunDescription Run { get; init; }
}

/// <summary>One version of a process type: everything that makes two instances of it alike.</summary>
public sealed record RunDescription
{
    public required string ProcessGuid { get; init; }
    public required string ProcessType { get; init; }

    /// <summary>The process version: changes with everything that needs a restart to take effect.</summary>
    public required string Version { get; init; }
    public required string AppGuid { get; init; }
    public required string AppName { get; init; }
    public required string SpaceGuid { get; init; }
    public required string SpaceName { get; init; }
    public required string OrganizationGuid { get; init; }
    public required string OrganizationName { get; init; }

    /// <summary>Key of the droplet in the blob store, see <c>Hosting.DataDirectory.DropletPath</c>.</summary>
    public required string DropletGuid { get; init; }

    /// <summary>The start command, run by <c>bash -c</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The user's variables. The platform's variables win over them.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }

    /// <summary>Bytes of output per second and instance; -1 is unlimited.</summary>
    public long LogRateLimit { get; init; } = -1;
    public required HealthCheck HealthCheck { get; init; }
    public required HealthCheck ReadinessHealthCheck { get; init; }

    /// <summary>The mapped routes' addresses without a scheme, for VCAP_APPLICATION.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>The API's origin, for VCAP_APPLICATION's <c>cf_api</c>.</summary>
    public required string ApiUrl { get; init; }

    /// <summary>Whether the instance gets a PORT (web, or a process type with routes).</summary>
    public bool HasPort { get; init; } = true;

    /// <summary>Seconds between SIGTERM and SIGKILL.</summary>
    public int GraceSeconds { get; init; } = AppProcess.DefaultGraceSeconds;
}
