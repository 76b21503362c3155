using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;

namespace Ingot.Roles;

/// <summary>What the supervisor tells a process about its job. It travels in one environment variable and holds no secret.</summary>
internal sealed record RoleSettings
{
    public const string Variable = "INGOT_ROLE_SETTINGS";

    /// <summary>Numbers at which a child finds the descriptors it inherits.</summary>
    public const int SupervisorPipe = 3;
    public const int DataDirectoryLock = 4;
    public const int StandbyPipe = 5;
    public const int FirstListener = 6;

    public required string DataDirectory { get; init; }
    public required PlatformAddress Address { get; init; }

    /// <summary>Of the controller: see <see cref="Reconciler.Settings.ReconcilerOptions.DeploymentTimeout"/>.</summary>
    public required TimeSpan DeploymentTimeout { get; init; }
    public int ListenerCount { get; init; }

    /// <summary>Of a router: whether it waits for a byte on <see cref="StandbyPipe"/> before it accepts connections.</summary>
    public bool Standby { get; init; }
    public CellSettings? Cell { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, RoleSettingsJson.Default.RoleSettings);

    /// <summary>Reads the settings this process was started with.</summary>
    public static RoleSettings Read() =>
        Environment.GetEnvironmentVariable(Variable) is { } json
            ? JsonSerializer.Deserialize(json, RoleSettingsJson.Default.RoleSettings)!
            : throw new InvalidOperationException("This role is started by `ingot up`, not by hand.");
}

/// <summary>What one cell is told about itself.</summary>
internal sealed record CellSettings(string Name, string Zone, string Incarnation, int MemoryMb, int DiskMb, int FirstPort, int LastPort, int StartsAtOnce)
{
    /// <summary>What a cell is told that takes the place of this one while it still runs: it has another name and other ports.</summary>
    public CellSettings Beside()
    {
        var ports = (LastPort - FirstPort + 1) * (CellSlot.IsSecond(Name) ? -1 : 1);
        return this with { Name = CellSlot.Other(Name), FirstPort = FirstPort + ports, LastPort = LastPort + ports };
    }
}

[JsonSerializable(typeof(RoleSettings))]
internal sealed partial class RoleSettingsJson : JsonSerializerContext;
