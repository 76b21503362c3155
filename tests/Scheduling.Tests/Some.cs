using Ingot.Model.Instances;

namespace Ingot.Scheduling.Tests;

/// <summary>Snapshots and their parts, valid by default.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static SchedulableCell Cell(
        string name,
        string zone,
        int memoryMb = 8192,
        int diskMb = 81920,
        int maxInstances = 250,
        CellCondition condition = CellCondition.Usable
    ) =>
        new()
        {
            Name = name,
            Zone = zone,
            MemoryMb = memoryMb,
            DiskMb = diskMb,
            MaxInstances = maxInstances,
            Condition = condition,
        };

    public static DesiredProcess Process(string guid = "p1", int instances = 1, int memoryMb = 256, int diskMb = 256, string version = "v1") =>
        new()
        {
            Guid = guid,
            Version = version,
            Instances = instances,
            MemoryMb = memoryMb,
            DiskMb = diskMb,
        };

    public static DesiredProcess Rolling(
        int instances,
        int maxInFlight = 1,
        bool hasSpares = true,
        string version = "v2",
        string stable = "v1",
        int? limit = null
    ) =>
        Process(instances: instances, version: version) with
        {
            Rollout = new()
            {
                StableVersion = stable,
                StableMemoryMb = 256,
                StableDiskMb = 256,
                MaxInFlight = maxInFlight,
                HasSpares = hasSpares,
                Limit = limit,
            },
        };

    public static ActualInstance Instance(
        string guid,
        int index,
        string cell,
        string process = "p1",
        string version = "v1",
        InstanceState state = InstanceState.Running,
        int memoryMb = 256
    ) =>
        new()
        {
            Guid = guid,
            ProcessGuid = process,
            Index = index,
            Version = version,
            State = state,
            IsRoutable = state == InstanceState.Running,
            Cell = cell,
            Since = Now,
            MemoryMb = memoryMb,
            DiskMb = 256,
        };

    public static ClusterSnapshot Snapshot(
        SchedulableCell[] cells,
        DesiredProcess[] desired,
        ActualInstance[]? actual = null,
        CrashHistory[]? crashes = null
    ) =>
        new()
        {
            Now = Now,
            Cells = cells,
            Desired = desired,
            Actual = actual ?? [],
            Crashes = crashes ?? [],
        };

    public static SchedulableCell[] ThreeZones(int cellsPerZone = 1, int memoryMb = 8192) =>
        [
            .. from zone in Enumerable.Range(1, 3)
            from number in Enumerable.Range(0, cellsPerZone)
            select Cell($"z{zone}-{number}", $"z{zone}", memoryMb),
        ];
}
