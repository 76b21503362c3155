using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Apps;

/// <summary>An app.</summary>
public sealed record AppResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }
    public LifecycleResource Lifecycle { get; set; } = new();

    public bool IsStarted => State == "STARTED";
}

/// <summary>How an app's package becomes a droplet.</summary>
public sealed record LifecycleResource
{
    public string Type { get; set; } = "buildpack";
}

/// <summary>The body that makes an app, or renames one.</summary>
internal sealed record NewApp
{
    public required string Name { get; init; }
    public NewAppRelations? Relationships { get; init; }
}

internal sealed record NewAppRelations
{
    public required RelationResource Space { get; init; }
}

/// <summary>A process type of an app.</summary>
public sealed record ProcessResource
{
    public required string Guid { get; init; }
    public required string Type { get; init; }
    public string? Command { get; init; }
    public int Instances { get; init; }
    public int MemoryInMb { get; init; }
    public HealthCheckResource? HealthCheck { get; init; }
    public RelationsResource? Relationships { get; init; }

    public sealed record RelationsResource
    {
        public RelationResource? App { get; init; }
    }
}

/// <summary>What to change of a process's size; what is null stays.</summary>
public sealed record ScaleRequest
{
    /// <summary>As large as a user may type it; the API tells the limit.</summary>
    public long? Instances { get; init; }
    public int? MemoryInMb { get; init; }
    public int? DiskInMb { get; init; }
    public long? LogRateLimitInBytesPerSecond { get; init; }

    [JsonIgnore]
    public bool NeedsRestart => MemoryInMb is not null || DiskInMb is not null || LogRateLimitInBytesPerSecond is not null;
}

/// <summary>The rows of a process's stats.</summary>
public sealed record StatsResource
{
    public required List<InstanceResource> Resources { get; init; }
}

/// <summary>One index of a process. CF v3 "Process stats".</summary>
public sealed record InstanceResource
{
    public int Index { get; init; }
    public required string State { get; init; }
    public string? InstanceGuid { get; init; }

    /// <summary>Seconds in the current state.</summary>
    public long Uptime { get; init; }
    public long? MemQuota { get; init; }
    public long? DiskQuota { get; init; }
    public long? LogRateLimit { get; init; }
    public string? Details { get; init; }

    /// <summary>Ingot's own: the zone the instance runs in; null elsewhere.</summary>
    public string? Zone { get; init; }
    public UsageResource Usage { get; set; } = new();

    public bool IsRunning => State == "RUNNING";
    public bool IsCrashed => State == "CRASHED";
}

/// <summary>What an instance uses now.</summary>
public sealed record UsageResource
{
    /// <summary>1.0 is one core.</summary>
    public double Cpu { get; init; }
    public long Mem { get; init; }
    public long Disk { get; init; }
    public long LogRate { get; init; }
}

/// <summary>A program beside a process.</summary>
public sealed record SidecarResource
{
    public required string Name { get; init; }
}

/// <summary>What is switched on and off for one app.</summary>
internal sealed record AppFeatureResource
{
    public bool Enabled { get; init; }
}
