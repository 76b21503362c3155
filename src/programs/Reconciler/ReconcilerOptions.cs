using Ingot.Hosting;

namespace Ingot.Reconciler;

/// <summary>Settings of the reconciler.</summary>
public sealed record ReconcilerOptions
{
    /// <summary>Where the supervisor is reached, default the one of the data directory.</summary>
    public string SupervisorSocket { get; init; } = DataDirectory.SupervisorSocket;

    /// <summary>How often everything is looked at though nothing has happened, default 5 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for every router's word that the instance is out of its table, default 2 s.</summary>
    public TimeSpan RouterAckTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a build may take on its cell, default 15 min.</summary>
    public TimeSpan StagingTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a build waits for a cell with room before it fails, default 90 s.</summary>
    public TimeSpan StagingRoomTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
