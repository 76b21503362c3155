using Ingot.Manifests.Problems;
using Ingot.Model.Processes;

namespace Ingot.Manifests.Apps;

/// <summary>What a manifest says about one process type. A null member was not written and changes nothing.</summary>
public sealed record ProcessManifest(string Type)
{
    public const string WebType = "web";

    /// <summary>As the process itself has it.</summary>
    public const int MaximumInstances = AppProcess.MaximumInstances;

    public ManifestPosition Position { get; init; }

    /// <summary>Empty clears it, so that the droplet's own command counts.</summary>
    public string? Command { get; init; }

    public string? User { get; init; }

    public int? Instances { get; init; }

    public int? MemoryMb { get; init; }

    public int? DiskMb { get; init; }

    /// <summary>-1 is unlimited.</summary>
    public long? LogRateLimitBytesPerSecond { get; init; }

    /// <summary>Seconds until the start-up check must have passed; the key is <c>timeout</c>.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Seconds an instance has to end by itself; the key is <c>graceful-shutdown-interval</c>, and Ingot's own.</summary>
    public int? GraceSeconds { get; init; }

    /// <summary>Whether spares stand in during deployments though no route leads to it; the key is <c>deployment-spares</c>, and Ingot's own.</summary>
    public bool? HasSpares { get; init; }

    public HealthCheckManifest HealthCheck { get; init; } = new();

    public HealthCheckManifest ReadinessHealthCheck { get; init; } = new();

    /// <summary>Whether nothing but the type is said.</summary>
    public bool IsEmpty => this with { Position = default } == new ProcessManifest(Type);
}

/// <summary>What a manifest says about a health check.</summary>
public sealed record HealthCheckManifest
{
    public HealthCheckType? Type { get; init; }

    /// <summary>The path of an http check.</summary>
    public string? Endpoint { get; init; }

    public int? InvocationTimeoutSeconds { get; init; }

    public int? IntervalSeconds { get; init; }
}
