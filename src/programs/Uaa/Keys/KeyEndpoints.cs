using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Keys;

/// <summary>What others need to check our tokens themselves. CF UAA "Token Keys".</summary>
internal static class KeyEndpoints
{
    public static IResult GetKey(SigningKey key) => TypedResults.Json(Present(key), KeysJson.Default.KeyJson);

    public static IResult GetKeys(SigningKey key) => TypedResults.Json(new KeySet([Present(key)]), KeysJson.Default.KeySet);

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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeySet))]
internal sealed partial class KeysJson : JsonSerializerContext;
