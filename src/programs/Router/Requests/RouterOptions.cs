using Ingot.Hosting;

namespace Ingot.Router.Requests;

/// <summary>What a router is told at its start.</summary>
public sealed record RouterOptions
{
    /// <summary>The platform's domain; it and <c>api.</c> below it are the API's hosts.</summary>
    public required string Domain { get; init; }

    /// <summary>File descriptors of listening sockets, inherited from the supervisor, which keeps them open while no router lives.</summary>
    public required IReadOnlyList<int> ListenHandles { get; init; }

    /// <summary>Where the copy of the route table is.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>The Unix socket on which the router tells that it serves.</summary>
    public required string LifeSignSocket { get; init; }

    /// <summary>The external origin, when the platform is behind another proxy; its host is the API's too.</summary>
    public Uri? Url { get; init; }

    /// <summary>The socket of API, UAA and log cache.</summary>
    public string ApiSocket { get; init; } = DataDirectory.ApiSocket;

    /// <summary>The socket of the controller's private endpoints.</summary>
    public string ControllerSocket { get; init; } = DataDirectory.ControllerSocket;

    /// <summary>The socket of the cell of a name.</summary>
    public Func<string, string> CellSocket { get; init; } = DataDirectory.CellSocket;

    /// <summary>How long a request waits for a controller, or for a first route table; 10 s by default.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take from head to end, upgraded connections excepted; 900 s by default as in CF.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>How long an instance may begin no answer while others do, before requests go elsewhere; 2 s by default.</summary>
    public TimeSpan HangTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a router that has been replaced lets connections go on; 60 s by default.</summary>
    public TimeSpan LeaveTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stopping router waits for requests under way; 20 s by default.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
