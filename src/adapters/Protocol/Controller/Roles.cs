using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;

namespace Ingot.Protocol.Controller;

/// <summary>What the reconciler is for the API: the one who brings desired state about. Desired state itself goes through the database.</summary>
public interface IReconciler
{
    /// <summary>Desired state has changed. Returns at once; many calls make one round.</summary>
    void Nudge();
}

/// <summary>What runs now, for the API's stats.</summary>
public interface IInstances
{
    /// <summary>One report per index of the process that is wanted or still live, ordered by index.</summary>
    IReadOnlyList<InstanceReport> Of(string processGuid);

    /// <summary>What the process's instances use now, by instance guid. Instances of a cell that does not answer are left out.</summary>
    Task<IReadOnlyDictionary<string, InstanceUsage>> UsageAsync(string processGuid, CancellationToken cancellationToken);

    /// <summary>Stops the instance that holds the index, so that it is started anew; false when nobody holds it. Not a crash.</summary>
    Task<bool> RestartAsync(string processGuid, int index, CancellationToken cancellationToken);
}

/// <summary>What is known about one index of a process.</summary>
public sealed record InstanceReport
{
    public required int Index { get; init; }

    /// <summary>Null when nobody holds the index.</summary>
    public string? InstanceGuid { get; init; }

    /// <summary>Null is CF's DOWN: wanted and held by nobody.</summary>
    public InstanceState? State { get; init; }
    public bool? Routable { get; init; }
    public string? Cell { get; init; }
    public string? Zone { get; init; }
    public string? Address { get; init; }
    public int Port { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why nobody holds it, in CF's words, e.g. <c>insufficient resources: memory</c>.</summary>
    public string? Details { get; init; }
}

/// <summary>Where log lines go.</summary>
public interface ILogSink
{
    /// <summary>Takes lines over; their bytes are copied before it returns.</summary>
    void Write(IReadOnlyList<LogLine> lines);

    /// <summary>Forgets the lines of all other apps that have been silent for a minute: a new app may not be among those that are.</summary>
    void KeepOnly(IReadOnlySet<string> appGuids);
}

/// <summary>Who makes a request.</summary>
/// <param name="UserGuid">Guid of the user, or the client's id for a client token.</param>
public sealed record Caller(string UserGuid, string UserName, IReadOnlySet<string> Scopes)
{
    public bool IsAdmin => Scopes.Contains("cloud_controller.admin");
}

/// <summary>Reads bearer tokens for the API and the log cache.</summary>
public interface ITokenReader
{
    /// <summary>The caller, or null when the token is not one of ours or has expired.</summary>
    Caller? Read(string token);
}

/// <summary>Who may read an app, for the log cache.</summary>
public interface IAppVisibility
{
    Task<bool> MayReadAsync(Caller caller, string appGuid, CancellationToken cancellationToken);
}

/// <summary>Addresses of the platform as its clients see them.</summary>
/// <param name="Url">The external origin in all links, e.g. <c>http://localhost:8080</c>, without a slash at its end.</param>
/// <param name="Domain">The shared domain of default routes, e.g. <c>localhost</c>.</param>
/// <param name="RoutePort">The port a route's <c>url</c> carries, or null when it is 80 or 443.</param>
public sealed record PlatformAddress(string Url, string Domain, int? RoutePort);
