namespace Ingot.Model.Apps;

/// <summary>An application: a name, what it is built with, and whether it should run.</summary>
public sealed class App : LabelledResource
{
    public required string Name { get; set; }
    public required string SpaceGuid { get; set; }

    /// <summary>The state asked for, one of <see cref="AppStates"/>; what runs is the cells' to say.</summary>
    public string State { get; set; } = AppStates.Stopped;

    /// <summary><c>buildpack</c>, the one lifecycle there is.</summary>
    public string LifecycleType { get; set; } = "buildpack";

    /// <summary>Buildpacks asked for, in order; empty means detection.</summary>
    public List<string> Buildpacks { get; set; } = [];
    public string Stack { get; set; } = Stacks.Default;

    /// <summary>The droplet the next start runs.</summary>
    public string? CurrentDropletGuid { get; set; }
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
    public bool RevisionsEnabled { get; set; } = true;
    public bool SshEnabled { get; set; }
}

/// <summary>What may be asked of an app.</summary>
public static class AppStates
{
    public const string Started = "STARTED";
    public const string Stopped = "STOPPED";
}
