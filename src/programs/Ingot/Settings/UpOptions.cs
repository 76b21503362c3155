namespace Ingot.Settings;

/// <summary>What <c>ingot up</c> was asked for.</summary>
internal sealed record UpOptions
{
    /// <summary>Folder of an app to push once the platform runs; null to start the platform only.</summary>
    public string? AppDirectory { get; init; }

    /// <summary>Where everything is kept. Default <c>~/.ingot</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address and port of the front door. Default <c>127.0.0.1:8080</c>.</summary>
    public required ListenAddress Listen { get; init; }

    /// <summary>Shared domain of the apps' default routes. Default <c>localhost</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>Origin in all links when the platform is behind another proxy; by default made of domain and port.</summary>
    public Uri? Url { get; init; }

    /// <summary>Availability zones, default z1, z2, z3.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Cells per zone, default 1.</summary>
    public required int CellsPerZone { get; init; }

    /// <summary>Memory each cell may promise, in MB; by default the machine's memory divided by the cells.</summary>
    public required int CellMemoryMb { get; init; }

    /// <summary>
    /// How long a deployment waits for the next instance to become healthy before it is rolled back, default 5 min; without end nothing is
    /// rolled back by itself.
    /// </summary>
    public required TimeSpan DeploymentTimeout { get; init; }

    /// <summary>Password for <c>admin</c>; null keeps the present one or generates the first.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>Whether to go on in the background once the platform is ready.</summary>
    public bool Detach { get; init; }

    public bool IsDefaultDataDirectory => DataDirectory == DefaultDataDirectory;

    public static string DefaultDataDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ingot");

    public int CellCount => Zones.Count * CellsPerZone;

    public string ApiUrl => (Url?.ToString() ?? $"http://{Domain}{PortSuffix}").TrimEnd('/');

    /// <summary>The port in a route's address; none when it is the scheme's own.</summary>
    public int? RoutePort => Url is { } url ? (url.IsDefaultPort ? null : url.Port) : Listen.Port is 80 or 443 ? null : Listen.Port;

    private string PortSuffix => Listen.Port is 80 ? "" : $":{Listen.Port}";
}
