using Ingot.Cell.Settings;
using Ingot.Cell.Workloads;
using Ingot.Hosting;

namespace Ingot.Cell.Tests.Workloads;

public sealed class CapacityTests
{
    private static readonly CellOptions Cell = new()
    {
        Name = "z1-0",
        Zone = "z1",
        Incarnation = "i1",
        MemoryMb = 1000,
        DiskMb = 1000,
        MaxInstances = 2,
        PortRangeStart = 1,
        PortRangeEnd = 2,
        DataDirectory = new DataDirectory("/data"),
        IngotExecutable = "/ingot",
    };

    [Fact]
    public void What_just_fits_is_taken() => Assert.Null(Capacity.FindShortage(Cell, [new Share(400, 400)], new Share(600, 600)));

    [Fact]
    public void A_shortage_is_named() =>
        Assert.Equal("insufficient resources: memory", Capacity.FindShortage(Cell, [new Share(400, 0)], new Share(601, 0)));

    [Fact]
    public void Several_shortages_are_named_in_order() =>
        Assert.Equal(
            "insufficient resources: containers, disk, memory",
            Capacity.FindShortage(Cell, [new Share(int.MaxValue, int.MaxValue), new Share(1, 1)], new Share(1, 1))
        );
}
