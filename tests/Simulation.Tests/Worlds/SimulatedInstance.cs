using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>One instance as it really is: its process, and what its cell believes of it.</summary>
internal sealed class SimulatedInstance(string cell, InstanceDescription description, InstanceStatus status)
{
    /// <summary>The command of a version that never becomes healthy.</summary>
    public const string BadCommand = "exit 1";

    public string Guid => description.InstanceGuid;
    public string ProcessGuid => description.Run.ProcessGuid;
    public int Index => description.Index;
    public string Version => description.Run.Version;
    /// <summary>Whether it ever becomes healthy.</summary>
    public bool IsGood => description.Run.Command != BadCommand;
    public int MemoryMb => description.Run.MemoryMb;
    public string Cell => cell;

    /// <summary>As its cell tells.</summary>
    public InstanceStatus Status { get; set; } = status;

    /// <summary>Whether a process of it exists.</summary>
    public bool Lives { get; set; } = true;

    /// <summary>Whether it would answer a request: from its readiness to the signal or its end.</summary>
    public bool Serves { get; set; }

    /// <summary>Whether it was sent SIGTERM.</summary>
    public bool IsStopping => Status.State == InstanceState.Stopping;

    public override string ToString() => $"{ProcessGuid}[{Index}] {Version} #{Guid[..4]} on {cell}";
}
