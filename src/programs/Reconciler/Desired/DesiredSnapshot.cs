using System.Collections.Immutable;
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

    public DesiredRun? FindRun(string processGuid) => Processes.GetValueOrDefault(processGuid);
}

/// <summary>A process that should run, and the immutable version its instances run.</summary>
internal sealed record DesiredRun(ProcessRow Row, ProcessVersion Version)
{
    public DesiredProcess ForScheduling { get; } =
        new()
        {
            Guid = Row.ProcessGuid,
            Version = Row.Version,
            Instances = Row.Instances,
            MemoryMb = Version.MemoryMb,
            DiskMb = Version.DiskMb,
        };
}
