using Ingot.Model.Instances;
using Ingot.Scheduling;

namespace Ingot.Benchmarks;

/// <summary>A cluster and the apps it is to run: 128 to 1,024 MB on cells of 64 GiB in three zones.</summary>
internal sealed record SchedulingMix(string Name, IReadOnlyList<SchedulableCell> Cells, IReadOnlyList<DesiredProcess> Processes)
{
    public const int CellMemoryMb = 65536;
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A hundred instances of each app.</summary>
    public static SchedulingMix Even(int instances, int cells) => Of("even", instances, cells, _ => 100);

    /// <summary>A few apps with up to 10,000 instances, and thousands with one.</summary>
    public static SchedulingMix Skewed(int instances, int cells) =>
        Of("skewed", instances, cells, number => Math.Max(1, (int)(10_000 / (1 + number * 100_000.0 / instances))));

    public ClusterSnapshot Snapshot(IReadOnlyList<ActualInstance> actual) =>
        new()
        {
            Now = Now,
            Cells = Cells,
            Desired = Processes,
            Actual = actual,
            Crashes = [],
        };

    /// <summary>What the starts of a plan have become.</summary>
    public IReadOnlyList<ActualInstance> Run(IEnumerable<PlacementAction> plan)
    {
        var processes = Processes.ToDictionary(process => process.Guid);
        return
        [
            .. plan.OfType<PlacementAction.Start>()
                .Select(start => new ActualInstance
                {
                    Guid = $"{start.ProcessGuid}-{start.Index}",
                    ProcessGuid = start.ProcessGuid,
                    Index = start.Index,
                    Version = start.Version,
                    State = InstanceState.Running,
                    Cell = start.Cell,
                    Since = Now,
                    MemoryMb = processes[start.ProcessGuid].MemoryMb,
                    DiskMb = processes[start.ProcessGuid].DiskMb,
                }),
        ];
    }

    public static DesiredProcess Process(string guid, int instances, int memoryMb) =>
        new()
        {
            Guid = guid,
            Version = "v1",
            Instances = instances,
            MemoryMb = memoryMb,
            DiskMb = 512,
        };

    private static SchedulingMix Of(string name, int instances, int cells, Func<int, int> instancesOf)
    {
        var processes = new List<DesiredProcess>();
        for (var left = instances; left > 0; left -= processes[^1].Instances)
        {
            var number = processes.Count;
            // 5 has no divisor in common with 8, so that big and small apps take turns.
            processes.Add(Process($"app-{number:D5}", Math.Min(left, instancesOf(number)), 128 * (1 + number * 5 % 8)));
        }
        return new(
            $"{instances:N0} on {cells:N0} cells, {name}",
            [
                .. Enumerable
                    .Range(0, cells)
                    .Select(number => new SchedulableCell
                    {
                        Name = $"cell-{number:D4}",
                        Zone = $"z{number % 3 + 1}",
                        MemoryMb = CellMemoryMb,
                        DiskMb = 4 * CellMemoryMb,
                        MaxInstances = 250,
                    }),
            ],
            processes
        );
    }
}
