using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingot.Cli.Configuration;

/// <summary>The official client's <c>config.json</c>, version 4: its names, its order.</summary>
internal sealed record CliConfig
{
    public const int CurrentVersion = 4;

    public string AccessToken { get; set; } = "";

    [JsonPropertyName("APIVersion")]
    public string ApiVersion { get; set; } = "";
    public int AsyncTimeout { get; set; }
    public string AuthorizationEndpoint { get; set; } = "";

    [JsonPropertyName("CFOnK8s")]
    public KubernetesConfig CfOnK8s { get; set; } = new();
    public string ColorEnabled { get; set; } = "";
    public int ConfigVersion { get; set; } = CurrentVersion;
    public string DopplerEndPoint { get; set; } = "";
    public string Locale { get; set; } = "";
    public string LogCacheEndPoint { get; set; } = "";

    [JsonPropertyName("MinCLIVersion")]
    public string MinCliVersion { get; set; } = "";

    [JsonPropertyName("MinRecommendedCLIVersion")]
    public string MinRecommendedCliVersion { get; set; } = "";
    public string NetworkPolicyV1Endpoint { get; set; } = "";
    public TargetConfig OrganizationFields { get; set; } = new();
    public JsonElement? PluginRepos { get; set; }
    public string RefreshToken { get; set; } = "";

    [JsonPropertyName("RoutingAPIEndpoint")]
    public string RoutingApiEndpoint { get; set; } = "";
    public SpaceConfig SpaceFields { get; set; } = new();

    [JsonPropertyName("SSHOAuthClient")]
    public string SshOAuthClient { get; set; } = "ssh-proxy";

    [JsonPropertyName("SSLDisabled")]
    public bool SslDisabled { get; set; }
    public string Target { get; set; } = "";
    public string Trace { get; set; } = "";
    public string UaaEndpoint { get; set; } = "";

    [JsonPropertyName("UAAGrantType")]
    public string UaaGrantType { get; set; } = "";

    [JsonPropertyName("UAAOAuthClient")]
    public string UaaOAuthClient { get; set; } = "cf";

    [JsonPropertyName("UAAOAuthClientSecret")]
    public string UaaOAuthClientSecret { get; set; } = "";

    public void ForgetTarget()
    {
        OrganizationFields = new TargetConfig();
        SpaceFields = new SpaceConfig();
    }

    public void ForgetTokens()
    {
        AccessToken = "";
        RefreshToken = "";
    }
}

/// <summary>The organization commands work in.</summary>
internal sealed record TargetConfig
{
    [JsonPropertyName("GUID")]
    public string Guid { get; set; } = "";
    public string Name { get; set; } = "";
}

/// <summary>The space commands work in.</summary>
internal sealed record SpaceConfig
{
    [JsonPropertyName("GUID")]
    public string Guid { get; set; } = "";
    public string Name { get; set; } = "";

    [JsonPropertyName("AllowSSH")]
    public bool AllowSsh { get; init; }
}

/// <summary>Kept for the official client; never set by this one.</summary>
internal sealed record KubernetesConfig
{
    public bool Enabled { get; init; }
    public string AuthInfo { get; set; } = "";
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(CliConfig))]
internal sealed partial class ConfigJson : JsonSerializerContext;
