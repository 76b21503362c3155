using System.Globalization;

namespace Ingot.Cell.Usage;

/// <summary>Tells when the machine has lost so much free memory that some limit may have been passed.</summary>
internal sealed class FreeMemory
{
    private const string Field = "MemAvailable:";

    /// <summary>A share of the machine's memory: what others on it come and go with is no sign.</summary>
    private static readonly long noticeableKilobytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 64;
    private long most;

    /// <summary>Whether it has fallen noticeably from its highest since it last had.</summary>
    public bool HasFallen()
    {
        var now = ReadKilobytes();
        var hasFallen = now < most - noticeableKilobytes;
        most = hasFallen ? now : Math.Max(most, now);
        return hasFallen;
    }

    private static long ReadKilobytes()
    {
        var line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Field.Length, line.Length - Field.Length - "kB".Length), NumberStyles.Integer, CultureInfo.InvariantCulture);
    }
}
