namespace Ingot.Scheduling;

/// <summary>One decision of a plan.</summary>
public abstract record PlacementAction
{
    private PlacementAction() { }

    /// <summary>Start a new instance of the version under the index on the cell.</summary>
    public sealed record Start(string ProcessGuid, string Version, int Index, string Cell) : PlacementAction;

    /// <summary>Stop an instance that should not be.</summary>
    public sealed record Stop(string InstanceGuid, string Cell, StopReason Reason) : PlacementAction;

    /// <summary>
    /// The index, and every higher one that nobody holds and that does not wait, stays without a holder, for a reason in Cloud Foundry's
    /// words. It is one per process: to ask for a million instances must not make a million refusals.
    /// </summary>
    public sealed record Refuse(string ProcessGuid, int FromIndex, string Reason) : PlacementAction;

    /// <summary>The same, but what is stopping or being staged will make room when it is gone.</summary>
    public sealed record AwaitRoom(string ProcessGuid, int FromIndex) : PlacementAction;

    /// <summary>The index has crashed and is started at that time; null is never, until its version changes.</summary>
    public sealed record Wait(string ProcessGuid, int Index, DateTimeOffset? Until) : PlacementAction;

    /// <summary>From that time on, cells that have just come back have stayed long enough to have instances moved to them.</summary>
    public sealed record LookAgain(DateTimeOffset At) : PlacementAction;
}

/// <summary>Why an instance is stopped.</summary>
public enum StopReason
{
    /// <summary>No process wants it: stopped, deleted or scaled down.</summary>
    Unwanted,

    /// <summary>Its process wants another version.</summary>
    Outdated,

    /// <summary>Another instance holds its index.</summary>
    Duplicate,

    /// <summary>Its cell is drained: its index is started on another.</summary>
    Drained,

    /// <summary>Its process is spread unevenly: its index is started where there are fewer.</summary>
    Uneven,
}
