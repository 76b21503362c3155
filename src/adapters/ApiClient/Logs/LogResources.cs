using System.Globalization;
using System.Text;

namespace Ingot.ApiClient.Logs;

/// <summary>One line of an app's log.</summary>
public sealed record LogEntry
{
    /// <summary>Nanoseconds since 1970.</summary>
    public required long Timestamp { get; init; }
    public required string SourceType { get; init; }
    public required string Instance { get; init; }

    /// <summary><c>OUT</c> or <c>ERR</c>.</summary>
    public required string Stream { get; init; }
    public required string Text { get; init; }

    public bool IsStaging => SourceType == "STG";

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Timestamp / 100);
}

internal sealed record ReadResource
{
    public EnvelopesResource Envelopes { get; set; } = new();
}

internal sealed record EnvelopesResource
{
    public List<EnvelopeResource> Batch { get; set; } = [];
}

/// <summary>The protobuf JSON form of an envelope; members other than a log's are left unread.</summary>
internal sealed record EnvelopeResource
{
    public required string Timestamp { get; init; }
    public string? InstanceId { get; init; }
    public Dictionary<string, string> Tags { get; set; } = [];
    public LogPayloadResource? Log { get; init; }

    public long Nanoseconds => long.Parse(Timestamp, CultureInfo.InvariantCulture);

    public LogEntry? ToEntry() => Log is null ? null : new LogEntry
    {
        Timestamp = Nanoseconds,
        SourceType = Tags.GetValueOrDefault("source_type") ?? "",
        Instance = InstanceId ?? "",
        Stream = Log.Type ?? "OUT",
        Text = Encoding.UTF8.GetString(Convert.FromBase64String(Log.Payload ?? "")),
    };
}

internal sealed record LogPayloadResource
{
    public string? Payload { get; init; }
    public string? Type { get; init; }
}
