using System.Runtime.InteropServices;

namespace Ingot.Simulation.Tests.Time;

/// <summary>
/// What happens by chance, from a seed. Each question has a sequence of answers of its own, so that leaving out one thing changes no
/// other, and neither does the order in which a hash table is walked.
/// </summary>
internal sealed class Chance(int seed)
{
    private readonly Dictionary<(string What, string Which), uint> asked = [];

    public bool Happens(double probability, string what, string which) => Next(what, which) < probability;

    /// <summary>A time between two numbers of milliseconds, short ones more often than long ones.</summary>
    public TimeSpan Between(double shortest, double longest, string what, string which)
    {
        var draw = Next(what, which);
        return TimeSpan.FromTicks((long)((shortest + ((longest - shortest) * draw * draw)) * TimeSpan.TicksPerMillisecond));
    }

    public Guid NewGuid()
    {
        Span<ulong> parts = [Draw("guid", ""), Draw("guid", "")];
        return MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(parts));
    }

    private double Next(string what, string which) => (Draw(what, which) >> 11) * (1.0 / (1ul << 53));

    private ulong Draw(string what, string which)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(asked, (what, which), out _);
        var hash = 14695981039346656037ul ^ (uint)seed;
        foreach (var letter in what)
            hash = (hash ^ letter) * 1099511628211;
        foreach (var letter in which)
            hash = (hash ^ letter) * 1099511628211;
        hash = (hash ^ count++) * 1099511628211;
        // SplitMix64's finalizer spreads what the hash leaves in the upper bits.
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }
}
