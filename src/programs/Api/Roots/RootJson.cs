using System.Text.Json.Serialization;

namespace Ingot.Api.Roots;

/// <summary>What <c>GET /</c> answers.</summary>
internal sealed record RootJson(RootLinks Links);

/// <summary>Where the parts of the platform are; null is what Ingot does not have.</summary>
internal sealed record RootLinks
{
    public required RootLink Self { get; init; }
    public RootLink? CloudControllerV2 { get; }
    public required RootLink CloudControllerV3 { get; init; }

    // The naming policy would write "_v_0".
    [JsonPropertyName("network_policy_v0")]
    public RootLink? NetworkPolicyV0 { get; }

    [JsonPropertyName("network_policy_v1")]
    public RootLink? NetworkPolicyV1 { get; }
    public required RootLink Login { get; init; }
    public required RootLink Uaa { get; init; }
    public RootLink? Credhub { get; }
    public RootLink? Routing { get; }
    public RootLink? Logging { get; }

    /// <summary>The host's root: clients drop any path from this one.</summary>
    public required RootLink LogCache { get; init; }
    public RootLink? LogStream { get; }
    public RootLink? AppSsh { get; }
}

internal sealed record RootLink(
    string Href,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LinkMeta? Meta = null
);

/// <param name="Version">Semantic version of the API behind the link.</param>
internal sealed record LinkMeta(string Version);

/// <summary>What <c>GET /v3</c> answers.</summary>
internal sealed record V3Json(IReadOnlyDictionary<string, RootLink> Links);

/// <summary>What <c>GET /v3/info</c> answers.</summary>
internal sealed record InfoJson
{
    public required string Build { get; init; }
    public CliVersion CliVersion { get; } = new("", "");
    public IReadOnlyDictionary<string, string> Custom { get; } = new Dictionary<string, string>();
    public string Description { get; } = "Ingot";
    public string Name { get; } = "Ingot";
    public int Version { get; }
    public string OsbapiVersion { get; } = "";
    public RateLimits RateLimits { get; } = new(Enabled: false, GeneralLimit: 0, ResetIntervalInMinutes: 0);
    public required IReadOnlyDictionary<string, RootLink> Links { get; init; }
}

/// <summary>Which clients are refused or warned; empty is none.</summary>
internal sealed record CliVersion(string Minimum, string Recommended);

internal sealed record RateLimits(bool Enabled, int GeneralLimit, int ResetIntervalInMinutes);

/// <summary>What <c>GET /v2/info</c> answers.</summary>
internal sealed record V2InfoJson
{
    public string Name { get; } = "Ingot";
    public required string Build { get; init; }
    public string Support { get; } = "The v2 API is disabled. Please use the v3 API.";
    public int Version { get; }
    public string Description { get; } = "Ingot";
    public required string AuthorizationEndpoint { get; init; }
    public required string TokenEndpoint { get; init; }
    public string? MinCliVersion { get; }
    public string? MinRecommendedCliVersion { get; }
    public string? AppSshEndpoint { get; }
    public string? AppSshHostKeyFingerprint { get; }
    public string? AppSshOauthClient { get; }
    public string? DopplerLoggingEndpoint { get; }

    /// <summary>Empty: there is none.</summary>
    public string ApiVersion { get; } = "";
    public string OsbapiVersion { get; } = "";
    public string? RoutingEndpoint { get; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RootJson))]
[JsonSerializable(typeof(V3Json))]
[JsonSerializable(typeof(InfoJson))]
[JsonSerializable(typeof(V2InfoJson))]
internal sealed partial class RootsJsonContext : JsonSerializerContext;
