namespace Ingot.Scheduling;

/// <summary>One cell with what live instances take of it. A plan takes for its starts, and gives back when it is made.</summary>
internal sealed class CellRoom(string name)
{
    private int takenMemoryMb;
    private int takenDiskMb;
    private int instances;
    private int leavingMemoryMb;
    private int leavingDiskMb;
    private int leavingInstances;

    public string Name => name;

    /// <summary>The cell as it was last told of; null while only its instances are known.</summary>
    public SchedulableCell? Cell { get; set; }

    /// <summary>Null while it is unknown.</summary>
    public string? Zone => Cell?.Zone;
    public bool IsUsable => Cell is { Condition: CellCondition.Usable };

    /// <summary>Whether it is usable for new instances too.</summary>
    public bool AcceptsStarts => IsUsable && !Known.IsDraining;
    public int FreeMemoryMb => Known.MemoryMb - UsedMemoryMb;
    public int FreeDiskMb => Known.DiskMb - UsedDiskMb;
    public int FreeInstances => Known.MaxInstances - instances;

    /// <summary>How full the cell's scarcest resource is, so that full cells come last.</summary>
    public double Load =>
        Math.Max(
            Math.Max(Fraction(UsedMemoryMb, Known.MemoryMb), Fraction(UsedDiskMb, Known.DiskMb)),
            Fraction(instances, Known.MaxInstances)
        );

    private SchedulableCell Known => Cell ?? throw new InvalidOperationException($"Nothing is known of cell {Name}.");
    private int UsedMemoryMb => Known.StagingMemoryMb + takenMemoryMb;
    private int UsedDiskMb => Known.StagingDiskMb + takenDiskMb;

    public bool Fits(int memoryMb, int diskMb) => memoryMb <= FreeMemoryMb && diskMb <= FreeDiskMb && FreeInstances > 0;

    /// <summary>Whether it will fit when what is stopping or being staged is gone.</summary>
    public bool WillFit(int memoryMb, int diskMb) =>
        memoryMb <= FreeMemoryMb + leavingMemoryMb + Known.StagingMemoryMb
        && diskMb <= FreeDiskMb + leavingDiskMb + Known.StagingDiskMb
        && FreeInstances + leavingInstances > 0;

    /// <summary>Counts an instance as stopping, or with <c>-1</c> no longer; it takes its room until it is gone.</summary>
    public void Leave(ActualInstance instance, int times = 1)
    {
        leavingMemoryMb += times * instance.MemoryMb;
        leavingDiskMb += times * instance.DiskMb;
        leavingInstances += times;
    }

    public void Take(int memoryMb, int diskMb)
    {
        takenMemoryMb += memoryMb;
        takenDiskMb += diskMb;
        instances++;
    }

    public void GiveBack(int memoryMb, int diskMb)
    {
        takenMemoryMb -= memoryMb;
        takenDiskMb -= diskMb;
        instances--;
    }

    private static double Fraction(int used, int whole) => whole > 0 ? (double)used / whole : 1;
}
