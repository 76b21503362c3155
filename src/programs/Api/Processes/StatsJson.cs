using System.Text.Json.Serialization;
using Ingot.Model.Instances;
using Ingot.Model.Processes;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;

namespace Ingot.Api.Processes;

/// <summary>What the instances of a process do: one row per index. CF v3 "The process stats object".</summary>
internal sealed record StatsJson(IReadOnlyList<StatsRowJson> Resources);

/// <summary>One index. A DOWN row has neither instance nor figures. <c>Zone</c> and <c>Cell</c> are ours; other clients skip them.</summary>
internal sealed record StatsRowJson
{
    private const int FileDescriptors = 16384;
    private const long BytesPerMb = 1024 * 1024;

    public required string Type { get; init; }
    public required int Index { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceGuid { get; init; }
    public required string State { get; init; }
    public bool? Routable { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Host { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceInternalIp { get; init; }
    public required long Uptime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MemQuota { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DiskQuota { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LogRateLimit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FdsQuota { get; init; }
    public string? IsolationSegment { get; init; }
    public string? Details { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InstancePortJson>? InstancePorts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UsageJson? Usage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cell { get; init; }

    /// <summary>An index nobody holds.</summary>
    public static StatsRowJson Down(AppProcess process, int index, string? details = null) =>
        new()
        {
            Type = process.Type,
            Index = index,
            State = "DOWN",
            Uptime = 0,
            Details = details,
        };

    public static StatsRowJson Of(AppProcess process, ProcessVersion? version, InstanceReport report, InstanceUsage? usage, DateTimeOffset now)
    {
        if (StateOf(report.State) is not { } state)
            return Down(process, report.Index, report.Details);
        return new StatsRowJson
        {
            Type = process.Type,
            Index = report.Index,
            InstanceGuid = report.InstanceGuid,
            State = state,
            Routable = report.Routable,
            Host = report.Address,
            InstanceInternalIp = report.Address,
            Uptime = Math.Max(0, (long)(now - report.Since).TotalSeconds),
            MemQuota = (version?.MemoryMb ?? process.MemoryMb) * BytesPerMb,
            DiskQuota = (version?.DiskMb ?? process.DiskMb) * BytesPerMb,
            LogRateLimit = version?.LogRateLimit ?? process.LogRateLimit,
            FdsQuota = FileDescriptors,
            Details = report.Details,
            InstancePorts = report.Port > 0 ? [new InstancePortJson(report.Port, Model.Routes.Destination.DefaultPort)] : [],
            Usage = usage is null ? UsageJson.Unknown : UsageJson.Of(usage),
            Zone = report.Zone,
            Cell = report.Cell,
        };
    }

    /// <summary>CF's name of a state; null for an index nobody holds.</summary>
    private static string? StateOf(InstanceState? state) =>
        state switch
        {
            InstanceState.Starting => "STARTING",
            InstanceState.Running => "RUNNING",
            InstanceState.Stopping => "STOPPING",
            InstanceState.Crashed => "CRASHED",
            _ => null,
        };
}

/// <summary>Where an instance is reached; there is no TLS proxy beside it.</summary>
internal sealed record InstancePortJson(int External, int Internal)
{
    public int? ExternalTlsProxyPort => null;
    public int? InternalTlsProxyPort => null;
}

/// <summary>What an instance uses; empty when its cell does not say.</summary>
internal sealed record UsageJson
{
    public static UsageJson Unknown { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Time { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Cpu { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Mem { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Disk { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LogRate { get; init; }

    public static UsageJson Of(InstanceUsage usage) =>
        new()
        {
            Time = usage.Time,
            Cpu = usage.Cpu,
            Mem = usage.MemoryBytes,
            Disk = usage.DiskBytes,
            LogRate = usage.LogBytesPerSecond,
        };
}
