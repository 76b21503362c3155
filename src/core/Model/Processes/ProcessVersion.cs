namespace Ingot.Model.Processes;

/// <summary>One immutable run description of a process: all that makes two of its instances alike. Written by every start and restart.</summary>
public sealed class ProcessVersion
{
    /// <summary>The key, a uuid.</summary>
    public required string Version { get; set; }
    public required string ProcessGuid { get; set; }
    public required string DropletGuid { get; set; }

    /// <summary>The app's revision it belongs to; null when the app keeps none.</summary>
    public string? RevisionGuid { get; set; }

    /// <summary>The start command, resolved: the process's own, else the droplet's for its type.</summary>
    public required string Command { get; set; }
    public Dictionary<string, string> Environment { get; set; } = [];
    public int MemoryMb { get; set; }
    public int DiskMb { get; set; }

    /// <summary>Bytes of output per second and instance; -1 is unlimited.</summary>
    public long LogRateLimit { get; set; }
    public HealthCheck HealthCheck { get; set; } = new();
    public HealthCheck ReadinessHealthCheck { get; set; } = new();

    /// <summary>Seconds between SIGTERM and SIGKILL.</summary>
    public int GraceSeconds { get; set; } = AppProcess.DefaultGraceSeconds;
    public DateTimeOffset CreatedAt { get; set; }
}
