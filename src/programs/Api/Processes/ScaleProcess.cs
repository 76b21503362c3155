using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Versions;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Processes;

/// <summary>The body of <c>actions/scale</c>: what is missing stays. Numbers are read wide, so that a huge one is refused by its rule.</summary>
internal sealed record ScaleBody : Body
{
    public long? Instances { get; init; }
    public long? MemoryInMb { get; init; }
    public long? DiskInMb { get; init; }
    public long? LogRateLimitInBytesPerSecond { get; init; }

    protected override void Check(Faults faults)
    {
        CheckRange(faults, "Instances", Instances, 0, AppProcess.MaximumInstances);
        CheckRange(faults, "Memory in mb", MemoryInMb, 1, int.MaxValue);
        CheckRange(faults, "Disk in mb", DiskInMb, 1, int.MaxValue);
        CheckRange(faults, "Log rate limit in bytes per second", LogRateLimitInBytesPerSecond, -1, long.MaxValue);
    }

    private static void CheckRange(Faults faults, string field, long? value, long minimum, long maximum)
    {
        faults.AddIf(value < minimum, $"{field} must be greater than or equal to {minimum}, not {value}");
        faults.AddIf(value > maximum, $"{field} must be less than or equal to {maximum}, not {value}");
    }
}

/// <summary>Scales processes, for the endpoints and for manifests.</summary>
internal static class ScaleProcess
{
    /// <summary>Instances change at once; sizes with the next start.</summary>
    public static async Task ScaleProcessAsync(this DbSession session, Caller caller, App app, AppProcess process, ScaleBody body)
    {
        process.Instances = (int)(body.Instances ?? process.Instances);
        process.MemoryMb = (int)(body.MemoryInMb ?? process.MemoryMb);
        process.DiskMb = (int)(body.DiskInMb ?? process.DiskMb);
        process.LogRateLimit = body.LogRateLimitInBytesPerSecond ?? process.LogRateLimit;
        await session.UpdateAsync(process);
        await session.WriteVersionIfNeverRunAsync(app, process);
        var request = new JsonObject();
        AddGiven(request, "instances", body.Instances);
        AddGiven(request, "memory_in_mb", body.MemoryInMb);
        AddGiven(request, "disk_in_mb", body.DiskInMb);
        AddGiven(request, "log_rate_limit_in_bytes_per_second", body.LogRateLimitInBytesPerSecond);
        var data = new JsonObject
        {
            ["process_guid"] = process.Guid,
            ["process_type"] = process.Type,
            ["request"] = request,
        };
        await session.AuditAsync(caller, "audit.app.process.scale", app, data);
    }

    private static void AddGiven(JsonObject request, string name, long? value)
    {
        if (value is not null)
            request[name] = value;
    }
}
