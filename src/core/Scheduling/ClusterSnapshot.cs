using System.Text;
using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>Everything a placement decision rests on, taken at one moment.</summary>
public sealed record ClusterSnapshot
{
    public required DateTimeOffset Now { get; init; }
    public required IReadOnlyList<SchedulableCell> Cells { get; init; }
    public required IReadOnlyList<DesiredProcess> Desired { get; init; }

    /// <summary>Every instance a cell has told of, ended ones included.</summary>
    public required IReadOnlyList<ActualInstance> Actual { get; init; }

    public required IReadOnlyList<CrashHistory> Crashes { get; init; }

    /// <summary>One line per cell, process and instance, so that a failing property can be read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine($"at {Now:O}");
        foreach (var cell in Cells)
            text.AppendLine($"  {cell}");
        foreach (var process in Desired)
            text.AppendLine($"  {process}");
        foreach (var instance in Actual)
            text.AppendLine($"  {instance}");
        foreach (var crash in Crashes)
            text.AppendLine($"  {crash}");
        return text.ToString();
    }
}

/// <summary>What is known of a cell now.</summary>
public enum CellCondition
{
    /// <summary>It answers and takes orders.</summary>
    Usable,

    /// <summary>It was heard and does not answer now; what it last ran counts as live, and it gets no orders.</summary>
    Silent,

    /// <summary>It may run instances that nobody has heard of yet, so no index is certain to be free.</summary>
    Unheard,
}

/// <summary>A cell with what it has.</summary>
public sealed record SchedulableCell
{
    public required string Name { get; init; }
    public required string Zone { get; init; }
    public CellCondition Condition { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }
    public required int MaxInstances { get; init; }

    /// <summary>Whether its instances are to move away; it takes orders, but no new instances.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Since when it answers; what has just come back may go again.</summary>
    public DateTimeOffset UsableSince { get; init; }

    /// <summary>Promised to staging tasks that run there.</summary>
    public int StagingMemoryMb { get; init; }

    /// <summary>Promised to staging tasks that run there.</summary>
    public int StagingDiskMb { get; init; }
}

/// <summary>A process type that should run: how many instances of which version.</summary>
public sealed record DesiredProcess
{
    public required string Guid { get; init; }
    public required string Version { get; init; }
    public required int Instances { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }

    /// <summary>Whether a spare stands in for each instance that is moved; without one it is stopped, then started.</summary>
    public bool HasSpares { get; init; }

    /// <summary>Null unless the version takes the place of others index by index.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>How many of its indexes, from 0 on, are to run the version; the others stay with the stable one.</summary>
    public int Following =>
        Rollout is { Limit: { } limit } && Rollout.StableVersion != Version ? Math.Min(limit, Instances) : Instances;

    /// <summary>What an instance takes that is started in this version, its own or the stable one.</summary>
    internal (int MemoryMb, int DiskMb) SizeOf(string version) =>
        version == Version ? (MemoryMb, DiskMb) : (Rollout!.StableMemoryMb, Rollout.StableDiskMb);
}

/// <summary>How the version of a process takes the place of others.</summary>
public sealed record Rollout
{
    /// <summary>
    /// The version known to serve: what spares run, and an index whose turn has not come. It is the process's own on the way back.
    /// </summary>
    public required string StableVersion { get; init; }
    public required int StableMemoryMb { get; init; }
    public required int StableDiskMb { get; init; }

    /// <summary>How many indexes may be without a ready instance at a time, once index 0 runs the new version.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>How many indexes may follow for now, index 0 first; null when all may. Nothing limits the way back.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether a spare stands in for each index that is replaced; without one they are replaced one by one.</summary>
    public required bool HasSpares { get; init; }
}

/// <summary>One instance as its cell last told.</summary>
public sealed record ActualInstance
{
    public required string Guid { get; init; }
    public required string ProcessGuid { get; init; }
    public required int Index { get; init; }
    public required string Version { get; init; }
    public required InstanceState State { get; init; }

    /// <summary>Whether its readiness check passes.</summary>
    public bool IsRoutable { get; init; }
    public bool IsReady => State == InstanceState.Running && IsRoutable;
    public required string Cell { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }
}

/// <summary>How often an index of one version has crashed in a row, and when it last did.</summary>
public sealed record CrashHistory(string ProcessGuid, int Index, string Version, int Count, DateTimeOffset CrashedAt);
