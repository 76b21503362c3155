using System.Text.Json;
using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Processes;

/// <summary>The body of <c>PATCH /v3/processes/{guid}</c>.</summary>
internal sealed record UpdateProcessBody : Body
{
    /// <summary>Undefined when missing; null clears.</summary>
    public JsonElement Command { get; init; }
    public HealthCheckBody? HealthCheck { get; init; }
    public HealthCheckBody? ReadinessHealthCheck { get; init; }
    public MetadataBody? Metadata { get; init; }

    public void ApplyTo(AppProcess process)
    {
        if (Command.ValueKind != JsonValueKind.Undefined)
            process.Command = Command.GetString();
        process.HealthCheck = HealthCheck?.Merge(process.HealthCheck) ?? process.HealthCheck;
        process.ReadinessHealthCheck = ReadinessHealthCheck?.Merge(process.ReadinessHealthCheck) ?? process.ReadinessHealthCheck;
        Metadata?.MergeInto(process);
    }

    protected override void Check(Faults faults)
    {
        faults.AddIf(
            Command.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String)
                || (Command.ValueKind == JsonValueKind.String && Command.GetString() is not { Length: >= 1 and <= AppProcess.MaximumCommand }),
            $"Command must be between 1 and {AppProcess.MaximumCommand} characters"
        );
        HealthCheck?.CheckAll(faults);
        ReadinessHealthCheck?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

/// <summary>A check coming in; what is missing stays.</summary>
internal sealed record HealthCheckBody : Body
{
    public string? Type { get; init; }
    public HealthCheckDataBody? Data { get; init; }

    public HealthCheck Merge(HealthCheck check) =>
        check with
        {
            Type = Type switch
            {
                null => check.Type,
                "http" => HealthCheckType.Http,
                "port" => HealthCheckType.Port,
                _ => HealthCheckType.Process,
            },
            Endpoint = Data?.Endpoint ?? check.Endpoint,
            TimeoutSeconds = (int)(Data?.Timeout ?? check.TimeoutSeconds),
            InvocationTimeoutSeconds = (int)(Data?.InvocationTimeout ?? check.InvocationTimeoutSeconds),
            IntervalSeconds = (int)(Data?.Interval ?? check.IntervalSeconds),
        };

    protected override void Check(Faults faults)
    {
        faults.AddIf(Type is not (null or "http" or "port" or "process"), $"Health check type must be \"port\", \"process\", or \"http\", not \"{Type}\"");
        faults.AddIf(Data?.Endpoint is not null && Type is not (null or "http"), "Health check type must be \"http\" to set a health check HTTP endpoint.");
        Data?.CheckAll(faults);
    }
}

internal sealed record HealthCheckDataBody : Body
{
    public long? Timeout { get; init; }
    public long? InvocationTimeout { get; init; }
    public long? Interval { get; init; }
    public string? Endpoint { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(
            Timeout is < 1 or > HealthCheck.MaximumTimeoutSeconds,
            $"Health check timeout must be between 1 and {HealthCheck.MaximumTimeoutSeconds}, not {Timeout}"
        );
        CheckSeconds(faults, "invocation timeout", InvocationTimeout);
        CheckSeconds(faults, "interval", Interval);
        faults.AddIf(
            Endpoint is not null && !HealthCheck.IsEndpoint(Endpoint),
            $"Health check endpoint must be a valid URI path of at most {HealthCheck.MaximumEndpoint} characters"
        );
    }

    private static void CheckSeconds(Faults faults, string field, long? seconds)
    {
        faults.AddIf(seconds < 1, $"Health check {field} must be greater than or equal to 1");
        faults.AddIf(
            seconds > HealthCheck.MaximumIntervalSeconds,
            $"Health check {field} must be less than or equal to {HealthCheck.MaximumIntervalSeconds}, not {seconds}"
        );
    }
}

/// <summary>Changes processes, for the endpoint and for manifests.</summary>
internal static class UpdateProcess
{
    /// <summary>Writes a changed process; it takes effect with the next start.</summary>
    public static async Task UpdateProcessAsync(this DbSession session, Caller caller, App app, AppProcess process)
    {
        await session.UpdateAsync(process);
        var data = new JsonObject { ["process_guid"] = process.Guid, ["process_type"] = process.Type };
        await session.AuditAsync(caller, "audit.app.process.update", app, data);
    }
}
