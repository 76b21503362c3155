using Ingot.Model.Instances;
using Ingot.Model.Processes;

namespace Ingot.Protocol.Cells;

/// <summary>Where an instance stands. A cell keeps an ended one until it is told to forget it, so no crash goes unseen.</summary>
public sealed record InstanceStatus
{
    public required string InstanceGuid { get; init; }
    public required string ProcessGuid { get; init; }
    public required string ProcessType { get; init; }
    public required string AppGuid { get; init; }
    public required string Version { get; init; }
    public required int Index { get; init; }
    public required InstanceState State { get; init; }

    /// <summary>False while the readiness check fails; then the instance runs without traffic.</summary>
    public required bool Routable { get; init; }
    public required string Address { get; init; }

    /// <summary>0 when the instance has no port.</summary>
    public required int Port { get; init; }

    /// <summary>When the instance entered <see cref="State"/> (UTC).</summary>
    public required DateTimeOffset Since { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }

    /// <summary>Seconds it may take to end: for the requests under way before SIGTERM, and again from there to SIGKILL.</summary>
    public int GraceSeconds { get; init; } = AppProcess.DefaultGraceSeconds;

    /// <summary>Of a crashed instance: the reason in Diego's words, e.g. <c>APP/PROC/WEB: Exited with status 1</c>.</summary>
    public string? ExitDescription { get; init; }

    /// <summary>How long it had been running when it ended; decides whether the crash count starts again.</summary>
    public TimeSpan RanFor { get; init; }

    /// <summary>An instance as it begins.</summary>
    public static InstanceStatus Starting(InstanceDescription description, string address, int port, DateTimeOffset now) =>
        new()
        {
            InstanceGuid = description.InstanceGuid,
            ProcessGuid = description.Run.ProcessGuid,
            ProcessType = description.Run.ProcessType,
            AppGuid = description.Run.AppGuid,
            Version = description.Run.Version,
            Index = description.Index,
            State = InstanceState.Starting,
            Routable = false,
            Address = address,
            Port = port,
            Since = now,
            MemoryMb = description.Run.MemoryMb,
            DiskMb = description.Run.DiskMb,
            GraceSeconds = description.Run.GraceSeconds,
        };
}

/// <summary>Where a task stands. Kept by the cell until it is told to forget it.</summary>
public sealed record TaskStatus
{
    public required string TaskGuid { get; init; }
    public required bool Done { get; init; }

    /// <summary>Exit status of the command; null while it runs or when it never ran.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>Why it failed, in words; null on success.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Of a staging task that succeeded.</summary>
    public StagingResult? Staged { get; init; }
}

/// <summary>What staging found out about the droplet it made: the <c>result.json</c> of <c>ingot stage</c>, completed by the cell.</summary>
public sealed record StagingResult
{
    /// <summary>Start commands by process type.</summary>
    public required IReadOnlyDictionary<string, string> ProcessTypes { get; init; }
    public required IReadOnlyList<StagedBuildpack> Buildpacks { get; init; }
    public required string ExecutionMetadata { get; init; }

    /// <summary>SHA-256 of the droplet file, lower-case hex. Empty in <c>result.json</c>: staging runs the app's code, so the cell measures.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>0 in <c>result.json</c>, for the same reason.</summary>
    public long SizeBytes { get; init; }
}

/// <summary>A buildpack that took part in staging.</summary>
public sealed record StagedBuildpack(string Name, string DetectOutput, string? Version);

/// <summary>A cell as it sees itself: what it has, and everything it runs.</summary>
public sealed record CellSnapshot
{
    public required string Cell { get; init; }
    public required string Zone { get; init; }

    /// <summary>New for every start of the cell's process.</summary>
    public required string Incarnation { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }
    public required int MaxInstances { get; init; }
    public required IReadOnlyList<InstanceStatus> Instances { get; init; }
    public required IReadOnlyList<TaskStatus> Tasks { get; init; }
}

/// <summary>One line of a cell's event stream: first the snapshot, then every change. Exactly one member is set.</summary>
public sealed record CellEvent
{
    public CellSnapshot? Snapshot { get; init; }
    public InstanceStatus? Instance { get; init; }
    public TaskStatus? Task { get; init; }

    /// <summary>Guid of an instance or task that the cell has forgotten.</summary>
    public string? Forgotten { get; init; }
}

/// <summary>What one instance uses now.</summary>
/// <param name="Cpu">1.0 is one core.</param>
public sealed record InstanceUsage(
    string InstanceGuid,
    double Cpu,
    long MemoryBytes,
    long DiskBytes,
    long LogBytesPerSecond,
    DateTimeOffset Time
);

/// <summary>Why a cell would not take an order: <c>insufficient resources: memory</c>, <c>index 3 is held</c>.</summary>
public sealed record Refusal(string Reason);
