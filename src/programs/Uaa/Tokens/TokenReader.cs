using Ingot.Protocol.Controller;
using Ingot.Uaa.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Tokens;

/// <summary>Checks tokens: signed by us, for this use, not expired. Thread-safe.</summary>
internal sealed class TokenReader(SigningKey key, TimeProvider time) : ITokenReader
{
    private readonly JsonWebTokenHandler handler = new();

    public Caller? Read(string token) =>
        Find(token, TokenIssuer.AccessAudience) is { } found
            ? new Caller(
                found.GetPayloadValue<string>("user_id"),
                found.GetPayloadValue<string>("user_name"),
                found.GetPayloadValue<string[]>("scope").ToHashSet()
            )
            : null;

    /// <summary>The token's content, or null when it is not good for <paramref name="audience"/>.</summary>
    public JsonWebToken? Find(string token, string audience)
    {
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudience = audience,
            // Nobody else has the key; and a token stays good when the platform is started at another address.
            ValidateIssuer = false,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        };
        // With the key at hand nothing is awaited: the task has ended when it is returned.
        var result = handler.ValidateTokenAsync(token, parameters).GetAwaiter().GetResult();
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }
}
