using System.Collections.Immutable;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Desired;

/// <summary>Desired state as it was last read from the database.</summary>
internal sealed class DesiredSnapshot
{
    public static readonly DesiredSnapshot Empty = new();

    private ILookup<string, DestinationRow>? destinationsByApp;

    /// <summary>Processes of started apps by guid; of a stopped app nothing is desired.</summary>
    public ImmutableDictionary<string, DesiredRun> Processes { get; init; } = ImmutableDictionary<string, DesiredRun>.Empty;

    /// <summary>Every destination of every route, of stopped apps too.</summary>
    public IReadOnlyList<DestinationRow> Destinations { get; init; } = [];

    public IReadOnlyCollection<DestinationRow> DestinationsOf(string appGuid) =>
        [.. (destinationsByApp ??= Destinations.ToLookup(destination => destination.AppGuid))[appGuid]];

    /// <summary>Active deployments.</summary>
    public IReadOnlyList<Deployment> Deployments { get; init; } = [];

    /// <summary>Names of cells that are to be empty.</summary>
    public ImmutableHashSet<string> DrainedCells { get; init; } = [];

    public DesiredRun? FindRun(string processGuid) => Processes.GetValueOrDefault(processGuid);
}

/// <summary>A process that should run, and the immutable versions its instances run.</summary>
/// <param name="Stable">Null unless a deployment is active.</param>
internal sealed record DesiredRun(ProcessRow Row, ProcessVersion Version, ProcessVersion? Stable = null)
{
    public DesiredProcess ForScheduling { get; } =
        new()
        {
            Guid = Row.ProcessGuid,
            Version = Row.Version,
            Instances = Row.Instances,
            MemoryMb = Version.MemoryMb,
            DiskMb = Version.DiskMb,
            HasSpares = Row.HasSpares,
            Rollout = Stable is null
                ? null
                : new()
                {
                    StableVersion = Stable.Version,
                    StableMemoryMb = Stable.MemoryMb,
                    StableDiskMb = Stable.DiskMb,
                    MaxInFlight = Math.Max(Row.MaxInFlight, 1),
                    HasSpares = Row.HasSpares,
                    // CF v3: a canary is of the web process; the others follow at the end.
                    Limit = Row.ProcessType == AppProcess.Web ? Row.Canary?.InstancesOf(Row.Instances) : Row.Canary is { IsOver: false } ? 0 : null,
                },
        };

    /// <summary>The version if it is one of those to be run, else null.</summary>
    public ProcessVersion? Find(string version) =>
        version == Version.Version ? Version
        : version == Stable?.Version ? Stable
        : null;
}
