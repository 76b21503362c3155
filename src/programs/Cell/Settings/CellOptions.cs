using Ingot.Hosting;

namespace Ingot.Cell.Settings;

/// <summary>What one cell is and has.</summary>
public sealed record CellOptions
{
    /// <summary>Unique on the machine, e.g. <c>z1-0</c>.</summary>
    public required string Name { get; init; }
    public required string Zone { get; init; }

    /// <summary>New for every start of the process; every process of its instances carries it as <c>INGOT_CELL</c>.</summary>
    public required string Incarnation { get; init; }
    public required int MemoryMb { get; init; }
    public required int DiskMb { get; init; }

    /// <summary>Instances and tasks together. Default 250, as Diego's.</summary>
    public int MaxInstances { get; init; } = 250;

    /// <summary>How many instances may be starting at a time. Default 8.</summary>
    public int StartsAtOnce { get; init; } = 8;

    /// <summary>Size of unpacked droplets above which those without an instance are removed. Default 1 GiB.</summary>
    public long KeptDropletBytes { get; init; } = 1L << 30;

    /// <summary>First port for instances. Outside the ephemeral range (32768 to 60999), and no other cell's.</summary>
    public required int PortRangeStart { get; init; }

    /// <summary>Last port for instances, included.</summary>
    public required int PortRangeEnd { get; init; }
    public required DataDirectory DataDirectory { get; init; }

    /// <summary>Where instances are reached.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The <c>ingot</c> executable, which stages packages.</summary>
    public required string IngotExecutable { get; init; }

    /// <summary>A pipe held by the supervisor: at its end the cell ends, with all it runs. Null: nobody watches over it.</summary>
    public int? SupervisorPipeFd { get; init; }

    /// <summary>Where instances and tasks have their folders.</summary>
    internal string Folder => Path.Combine(Path.GetFullPath(DataDirectory.Cells), Name);

    /// <summary>Where droplets are unpacked: each start of the process has a folder of its own, and removes its predecessor's.</summary>
    internal string DropletsFolder => Path.Combine(Folder, $"droplets-{Incarnation}");
}
