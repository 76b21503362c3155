using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Platform;

/// <summary>The platform's own description at <c>/</c>.</summary>
public sealed record RootResource
{
    public Dictionary<string, LinkResource?> Links { get; set; } = [];

    public string Link(string name) => Links.GetValueOrDefault(name)?.Href ?? "";

    public string ApiVersion =>
        Links.GetValueOrDefault("cloud_controller_v3")?.Meta?.GetValueOrDefault("version") is { ValueKind: System.Text.Json.JsonValueKind.String } version ? version.GetString()! : "";
}
