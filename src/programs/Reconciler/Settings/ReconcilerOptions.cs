using Ingot.Hosting;

namespace Ingot.Reconciler.Settings;

/// <summary>Settings of the reconciler.</summary>
public sealed record ReconcilerOptions
{
    /// <summary>Where the supervisor is reached, default the one of the data directory.</summary>
    public string SupervisorSocket { get; init; } = DataDirectory.SupervisorSocket;

    /// <summary>How often everything is looked at though nothing has happened, default 5 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for every router's word that the instance is out of its table, default 6 s: a router that hangs is killed before.</summary>
    public TimeSpan RouterAckTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How long a deployment waits for the next instance to become healthy before it is rolled back, default 5 min. When it is infinite,
    /// none is rolled back unless somebody cancels it, as in CF.
    /// </summary>
    public TimeSpan DeploymentTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public bool RollsBack => DeploymentTimeout != Timeout.InfiniteTimeSpan;

    /// <summary>Where the guids of instances come from.</summary>
    public Func<Guid> NewGuid { get; init; } = Guid.NewGuid;

    /// <summary>How long a build may take on its cell, default 15 min.</summary>
    public TimeSpan StagingTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How much longer than that a build may be STAGING at all, its turn awaited and its cells lost, default 5 min as in CF.</summary>
    public TimeSpan StagingGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many builds run at once on all cells; more than two as soon as there are more cores.</summary>
    public int StagingsAtOnce { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How long a build waits for a cell with room, while no other runs, before it fails, default 90 s.</summary>
    public TimeSpan StagingRoomTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
