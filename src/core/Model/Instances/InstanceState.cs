namespace Ingot.Model.Instances;

/// <summary>What a cell says about one instance. CF v3 "Process stats" adds DOWN for a desired index nobody holds.</summary>
public enum InstanceState
{
    /// <summary>Accepted by a cell; its directory is being made or its start-up check has not passed yet.</summary>
    Starting,

    /// <summary>The start-up check passed once.</summary>
    Running,

    /// <summary>Asked to stop; at least one of its processes still lives.</summary>
    Stopping,

    /// <summary>No process is left, because it was asked to stop.</summary>
    Stopped,

    /// <summary>No process is left, although nobody asked; the exit description says why.</summary>
    Crashed,
}

/// <summary>Questions about <see cref="InstanceState"/> that more than one part asks.</summary>
public static class InstanceStates
{
    /// <summary>Whether a process of the instance may still exist, so that its index must not be given away.</summary>
    public static bool IsLive(this InstanceState state) => state is InstanceState.Starting or InstanceState.Running or InstanceState.Stopping;
}
