using System.Collections.Immutable;
using Ingot.Model.Builds;

namespace Ingot.Reconciler.Cells;

/// <summary>What a build is promised on its cell.</summary>
internal readonly record struct StagingSize(int MemoryMb, int DiskMb)
{
    /// <summary>Of a task whose build has not been read yet.</summary>
    public static readonly StagingSize Default = new(Build.DefaultStagingMemoryMb, Build.DefaultStagingDiskMb);
}

/// <summary>Sizes of the builds under way by guid, for placement to keep its hands off what they are promised.</summary>
internal sealed class StagingSizes
{
    private volatile ImmutableDictionary<string, StagingSize> current = ImmutableDictionary<string, StagingSize>.Empty;

    public ImmutableDictionary<string, StagingSize> Current => current;

    public void Take(IEnumerable<Build> builds) =>
        current = builds.ToImmutableDictionary(build => build.Guid, build => new StagingSize(build.StagingMemoryMb, build.StagingDiskMb));
}
