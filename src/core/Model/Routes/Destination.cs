namespace Ingot.Model.Routes;

/// <summary>An app's process that answers a route. CF v3 "Destination object".</summary>
public sealed class Destination : Resource
{
    public const int DefaultPort = 8080;

    public required string RouteGuid { get; set; }
    public required string AppGuid { get; set; }
    public string ProcessType { get; set; } = "web";

    /// <summary>The port inside the container as clients name it; instances are reached on the PORT they were given.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary><c>http1</c> or <c>http2</c>.</summary>
    public string Protocol { get; set; } = "http1";
    public int? Weight { get; set; }
}
