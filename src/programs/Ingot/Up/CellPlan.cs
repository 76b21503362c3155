using Ingot.Roles;
using Ingot.Settings;

namespace Ingot.Up;

/// <summary>Which cells a platform has, and what each may promise.</summary>
internal static class CellPlan
{
    /// <summary>Ports of instances: below Linux's ephemeral range (32768 to 60999), so that no outgoing connection takes one.</summary>
    private const int FirstPort = 20000;
    private const int EndOfPorts = 32000;

    /// <summary>Instances that may be starting on the machine at a time, for each of its processors.</summary>
    private const int StartsPerProcessor = 16;

    public static IReadOnlyList<CellSettings> Make(UpOptions options, long freeDiskBytes)
    {
        // Half of a cell's ports are for the cell that may take its place while it still runs.
        var ports = (EndOfPorts - FirstPort) / options.CellCount / 2;
        var diskMb = (int)Math.Min(freeDiskBytes / options.CellCount / (1024 * 1024), int.MaxValue);
        var starts = Math.Max(1, StartsPerProcessor * Environment.ProcessorCount / options.CellCount);
        return
        [
            .. options
                .Zones.SelectMany(zone => Enumerable.Range(0, options.CellsPerZone).Select(number => (zone, number)))
                .Select(
                    (cell, i) =>
                        new CellSettings(
                            $"{cell.zone}-{cell.number}",
                            cell.zone,
                            Incarnation: "",
                            options.CellMemoryMb,
                            diskMb,
                            FirstPort + 2 * i * ports,
                            FirstPort + (2 * i + 1) * ports - 1,
                            starts
                        )
                ),
        ];
    }
}
