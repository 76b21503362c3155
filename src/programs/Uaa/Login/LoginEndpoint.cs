using System.Text.Json.Serialization;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Login;

/// <summary>Tells clients what to ask users for, and where to send it. CF UAA "Server information".</summary>
internal static class LoginEndpoint
{
    /// <summary>The UAA release whose answers these are; clients refuse some options below 4.26.0.</summary>
    private const string Version = "77.0.0";

    public static IResult Get(PlatformAddress address)
    {
        var uaa = $"{address.Url}/uaa";
        var information = new ServerInformation
        {
            App = new ServerVersion(Version),
            Links = new Dictionary<string, string> { ["uaa"] = uaa, ["login"] = uaa },
            EntityId = uaa,
            Prompts = new Dictionary<string, string[]> { ["username"] = ["text", "Email"], ["password"] = ["password", "Password"] },
        };
        return TypedResults.Json(information, LoginJson.Default.ServerInformation);
    }
}

internal sealed record ServerInformation
{
    public required ServerVersion App { get; init; }
    public required IReadOnlyDictionary<string, string> Links { get; init; }
    public string ZoneName { get; } = "uaa";

    [JsonPropertyName("entityID")]
    public required string EntityId { get; init; }

    [JsonPropertyName("idpDefinitions")]
    public IReadOnlyDictionary<string, string> IdentityProviders { get; } = new Dictionary<string, string>();

    /// <summary>By form field: the kind (<c>text</c> or <c>password</c>) and what to show.</summary>
    public required IReadOnlyDictionary<string, string[]> Prompts { get; init; }
}

internal sealed record ServerVersion(string Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerInformation))]
internal sealed partial class LoginJson : JsonSerializerContext;
