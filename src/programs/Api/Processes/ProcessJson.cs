using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Processes;

namespace Ingot.Api.Processes;

/// <summary>A process type as clients see it. CF v3 "The process object".</summary>
internal sealed record ProcessJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Version,
    string Type,
    string? Command,
    string User,
    int Instances,
    int MemoryInMb,
    int DiskInMb,
    long LogRateLimitInBytesPerSecond,
    HealthCheckJson HealthCheck,
    HealthCheckJson ReadinessHealthCheck,
    ProcessRelationshipsJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public const string ContainerUser = "vcap";
    private const string Hidden = "[PRIVATE DATA HIDDEN IN LISTS]";

    /// <param name="process">The row.</param>
    /// <param name="revision">The guid of what it is to run, or null.</param>
    /// <param name="dropletCommand">What runs when the process has no command of its own.</param>
    /// <param name="links">Writes addresses.</param>
    /// <param name="inList">Hides the command.</param>
    public static ProcessJson Of(AppProcess process, string? revision, string? dropletCommand, Links links, bool inList)
    {
        var self = $"/v3/processes/{process.Guid}";
        var addresses = links.Of(self, "stats");
        addresses["scale"] = links.To($"{self}/actions/scale", "POST");
        addresses["app"] = links.To($"/v3/apps/{process.AppGuid}");
        var command = process.Command ?? dropletCommand;
        return new ProcessJson(
            process.Guid,
            process.CreatedAt,
            process.UpdatedAt,
            process.Version,
            process.Type,
            command is not null && inList ? Hidden : command,
            ContainerUser,
            process.Instances,
            process.MemoryMb,
            process.DiskMb,
            process.LogRateLimit,
            HealthCheckJson.Of(process.HealthCheck, withTimeout: true),
            HealthCheckJson.Of(process.ReadinessHealthCheck, withTimeout: false),
            new ProcessRelationshipsJson(ToOneJson.To(process.AppGuid), revision is null ? null : ToOneJson.To(revision)),
            MetadataJson.Of(process),
            addresses
        );
    }
}

/// <summary>A check; a readiness check has no timeout.</summary>
internal sealed record HealthCheckJson(string Type, HealthCheckDataJson Data)
{
    public static HealthCheckJson Of(HealthCheck check, bool withTimeout) =>
        new(
            check.Type switch
            {
                HealthCheckType.Http => "http",
                HealthCheckType.Port => "port",
                _ => "process",
            },
            new HealthCheckDataJson(
                withTimeout ? check.TimeoutSeconds : null,
                check.InvocationTimeoutSeconds,
                check.IntervalSeconds,
                check.Type == HealthCheckType.Http ? check.Endpoint : null
            )
        );
}

internal sealed record HealthCheckDataJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Timeout,
    int InvocationTimeout,
    int Interval,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Endpoint
);

/// <summary>Without revisions the whole member is null.</summary>
internal sealed record ProcessRelationshipsJson(ToOneJson App, ToOneJson? Revision);

[JsonSerializable(typeof(ProcessJson))]
[JsonSerializable(typeof(ListJson<ProcessJson>))]
[JsonSerializable(typeof(StatsJson))]
[JsonSerializable(typeof(ScaleBody))]
[JsonSerializable(typeof(UpdateProcessBody))]
internal sealed partial class ProcessJsonContext : JsonSerializerContext;
