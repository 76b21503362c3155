namespace Ingot.Model.Processes;

/// <summary>
/// One process type of an app as it is configured. Everything but <see cref="Instances"/> takes effect with the next start of the app,
/// when it is frozen into a <see cref="ProcessVersion"/>.
/// </summary>
public sealed class AppProcess : LabelledResource
{
    public const string Web = "web";

    /// <summary>Every list of instances names each of them: more would be a mistyped number before it is a cluster.</summary>
    public const int MaximumInstances = 10_000;

    /// <summary>In characters; CF v3 "Update a process".</summary>
    public const int MaximumCommand = 4096;

    public const int DefaultMemoryMb = 1024;
    public const int DefaultDiskMb = 1024;

    /// <summary>Diego: <c>containers.graceful_shutdown_interval_in_seconds</c>.</summary>
    public const int DefaultGraceSeconds = 10;
    public const int MaximumGraceSeconds = 600;
    public const long DefaultLogRateLimit = 1_048_576;

    public required string AppGuid { get; set; }

    /// <summary>Unique within the app. The guid of the <c>web</c> process equals the app's.</summary>
    public required string Type { get; set; }

    /// <summary>Null takes the droplet's command for this type.</summary>
    public string? Command { get; set; }

    /// <summary>How many should run while the app is started; takes effect at once.</summary>
    public int Instances { get; set; }
    public int MemoryMb { get; set; } = DefaultMemoryMb;
    public int DiskMb { get; set; } = DefaultDiskMb;

    /// <summary>Bytes of output per second and instance; -1 is unlimited.</summary>
    public long LogRateLimit { get; set; } = DefaultLogRateLimit;
    public HealthCheck HealthCheck { get; set; } = new();
    public HealthCheck ReadinessHealthCheck { get; set; } = new() { Type = HealthCheckType.Process };

    /// <summary>Whether a spare stands in for each instance that a deployment replaces, though no route leads to the process.</summary>
    public bool HasSpares { get; set; }

    /// <summary>Seconds an instance has to end by itself when it is stopped, 1 to 600, default 10.</summary>
    public int GraceSeconds { get; set; } = DefaultGraceSeconds;

    /// <summary>The <see cref="ProcessVersion"/> to run; null until the app's first start.</summary>
    public string? Version { get; set; }

    /// <summary>
    /// While a deployment is active, the <see cref="ProcessVersion"/> that is known to serve: of it are the spares, and to it a failure
    /// returns. Equal to <see cref="Version"/> on the way back. Null when no deployment is active, or there was no version before.
    /// </summary>
    public string? StableVersion { get; set; }
}
