using System.Text.Json.Serialization;
using Ingot.Protocol.Controller;
using Ingot.Uaa.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Tokens;

/// <summary>Where tokens are given and how they are made. OpenID Connect "Discovery".</summary>
internal static class ConfigurationEndpoint
{
    public static IResult Get(PlatformAddress address)
    {
        var uaa = $"{address.Url}/uaa";
        var configuration = new OpenIdConfiguration
        {
            Issuer = TokenIssuer.IssuerOf(address),
            TokenEndpoint = $"{uaa}/oauth/token",
            UserinfoEndpoint = $"{uaa}/userinfo",
            JwksUri = $"{uaa}/token_keys",
            GrantTypesSupported = [Grants.Password, Grants.Refresh],
            ScopesSupported = Scopes.OfAdmin,
        };
        return TypedResults.Json(configuration, ConfigurationJson.Default.OpenIdConfiguration);
    }
}

internal sealed record OpenIdConfiguration
{
    public required string Issuer { get; init; }
    public required string TokenEndpoint { get; init; }
    public required string UserinfoEndpoint { get; init; }
    public required string JwksUri { get; init; }
    public required IReadOnlyList<string> GrantTypesSupported { get; init; }
    public required IReadOnlyList<string> ScopesSupported { get; init; }
    public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];
    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } = ["client_secret_basic", "client_secret_post"];
    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; } = [SecurityAlgorithms.RsaSha256];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OpenIdConfiguration))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
