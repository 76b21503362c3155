using System.Text.Json.Serialization;
using Ingot.Protocol.Controller;
using Ingot.Uaa.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Keys;

/// <summary>What others need to check our tokens themselves. CF UAA "Token Keys", OpenID Connect "Discovery".</summary>
internal static class KeyEndpoints
{
    public static IResult GetKey(SigningKey key) => TypedResults.Json(Present(key), KeysJson.Default.KeyJson);

    public static IResult GetKeys(SigningKey key) => TypedResults.Json(new KeySet([Present(key)]), KeysJson.Default.KeySet);

    public static IResult GetConfiguration(PlatformAddress address)
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
        return TypedResults.Json(configuration, KeysJson.Default.OpenIdConfiguration);
    }

    private static KeyJson Present(SigningKey key)
    {
        var numbers = key.Public;
        return new KeyJson(
            Kty: "RSA",
            Alg: SecurityAlgorithms.RsaSha256,
            Use: "sig",
            Kid: key.Key.KeyId,
            N: Base64UrlEncoder.Encode(numbers.Modulus),
            E: Base64UrlEncoder.Encode(numbers.Exponent),
            Value: key.PublicPem
        );
    }
}

/// <param name="Value">The public key as PEM.</param>
internal sealed record KeyJson(string Kty, string Alg, string Use, string Kid, string N, string E, string Value);

internal sealed record KeySet(IReadOnlyList<KeyJson> Keys);

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
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(OpenIdConfiguration))]
internal sealed partial class KeysJson : JsonSerializerContext;
