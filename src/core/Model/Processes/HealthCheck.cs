using Ingot.Model.Routes;

namespace Ingot.Model.Processes;

/// <summary>How an instance is probed. CF v3 "The health check object".</summary>
public enum HealthCheckType
{
    /// <summary>A TCP connection to the instance's port is accepted.</summary>
    Port,

    /// <summary>GET of an endpoint answers exactly 200.</summary>
    Http,

    /// <summary>The process lives.</summary>
    Process,
}

/// <summary>A start-up and liveness check, or a readiness check, of one process type.</summary>
public sealed record HealthCheck
{
    public const int DefaultTimeoutSeconds = 60;
    public const int MaximumTimeoutSeconds = 180;
    public const int DefaultInvocationTimeoutSeconds = 1;
    public const int DefaultIntervalSeconds = 30;

    /// <summary>Of interval and invocation timeout: a day.</summary>
    public const int MaximumIntervalSeconds = 86_400;
    public const int MaximumEndpoint = 255;

    public HealthCheckType Type { get; init; } = HealthCheckType.Port;

    /// <summary>The path asked for by an http check.</summary>
    public string Endpoint { get; init; } = "/";

    /// <summary>Seconds from the start until the first success, else the instance crashed. 1 to 180, default 60.</summary>
    public int TimeoutSeconds { get; init; } = DefaultTimeoutSeconds;

    /// <summary>Seconds one attempt may take, 1 to 86,400, default 1.</summary>
    public int InvocationTimeoutSeconds { get; init; } = DefaultInvocationTimeoutSeconds;

    /// <summary>Seconds between attempts after the first success, 1 to 86,400, default 30.</summary>
    public int IntervalSeconds { get; init; } = DefaultIntervalSeconds;

    /// <summary>Whether a path can be asked for as it is written.</summary>
    public static bool IsEndpoint(string path) => path.Length <= MaximumEndpoint && path.StartsWith('/') && UriPath.IsWritten(path);
}
