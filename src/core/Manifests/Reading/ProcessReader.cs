using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Manifests.Reading;

/// <summary>Reads what is said about one process type, at app level (the web process) or in the list.</summary>
internal static class ProcessReader
{
    public static readonly string[] Attributes =
    [
        "command", "deployment-spares", "disk-quota", "graceful-shutdown-interval", "health-check-http-endpoint", "health-check-interval", "health-check-invocation-timeout", "health-check-type",
        "instances", "log-rate-limit-per-second", "memory", "readiness-health-check-http-endpoint", "readiness-health-check-interval",
        "readiness-health-check-invocation-timeout", "readiness-health-check-type", "timeout", "user",
    ];

    public static ProcessManifest Read(string type, Section section) => new(type)
    {
        Position = section.Position,
        Command = Command(section),
        User = User(section),
        Instances = section.Number("instances", "Instances", 0, ProcessManifest.MaximumInstances),
        MemoryMb = section.Megabytes("memory", "Memory"),
        DiskMb = section.Megabytes("disk-quota", "Disk quota"),
        LogRateLimitBytesPerSecond = section.BytesPerSecond("log-rate-limit-per-second", "Log rate limit per second"),
        TimeoutSeconds = section.Number("timeout", "Timeout", 1, HealthCheck.MaximumTimeoutSeconds),
        GraceSeconds = section.Number("graceful-shutdown-interval", "Graceful shutdown interval", 1, AppProcess.MaximumGraceSeconds),
        HasSpares = section.Flag("deployment-spares"),
        HealthCheck = Check(section, "health-check"),
        ReadinessHealthCheck = Check(section, "readiness-health-check"),
    };

    /// <summary>CF's <c>null</c> and <c>default</c>, written bare, give the command back to the droplet.</summary>
    private static string? Command(Section section)
    {
        if (section.FindOrNull("command") is not { } node)
        {
            return null;
        }
        var command = section.Text("command");
        if (Section.IsNull(node) || command is "null" or "default")
        {
            return "";
        }
        if (command is { Length: < 1 or > AppProcess.MaximumCommand })
        {
            section.Fault(node, "command", $"Command must be between 1 and {AppProcess.MaximumCommand} characters", "a command; null for the droplet's own");
        }
        return command;
    }

    private static string? User(Section section)
    {
        section.Warn("user", "the user has no effect: the platform picks one for every app");
        return section.Text("user");
    }

    private static HealthCheckManifest Check(Section section, string prefix)
    {
        var name = prefix == "health-check" ? "Health check" : "Readiness health check";
        var type = section.OneOf($"{prefix}-type", $"{name} type", "port", "process", "http", "none");
        var endpoint = section.Text($"{prefix}-http-endpoint");
        if (endpoint is not null && !HealthCheck.IsEndpoint(endpoint))
        {
            section.Fault(section.Find($"{prefix}-http-endpoint")!, $"{prefix}-http-endpoint", $"{name} HTTP endpoint must be a valid URI path", $"a path that begins with '/', at most {HealthCheck.MaximumEndpoint} characters of ASCII, others encoded as %XX");
        }
        if (endpoint is not null && type is not null and not "http")
        {
            section.Fault(section.Find($"{prefix}-type")!, $"{prefix}-type", $"{name} type must be \"http\" to set a health check HTTP endpoint.", "http");
        }
        return new HealthCheckManifest
        {
            Type = type switch
            {
                "port" => HealthCheckType.Port,
                "http" => HealthCheckType.Http,
                "process" or "none" => HealthCheckType.Process,
                _ => null,
            },
            Endpoint = endpoint,
            InvocationTimeoutSeconds = section.Number($"{prefix}-invocation-timeout", $"{name} invocation timeout", 1, HealthCheck.MaximumIntervalSeconds),
            IntervalSeconds = section.Number($"{prefix}-interval", $"{name} interval", 1, HealthCheck.MaximumIntervalSeconds),
        };
    }
}
