using System.Security.Cryptography;
using System.Text;
using Ingot.Protocol.Controller;
using Ingot.Uaa.Keys;
using Ingot.Uaa.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Tokens;

/// <summary>Makes the tokens a user gets for a password or an earlier refresh token. CF UAA "Access token claims".</summary>
internal sealed class TokenIssuer(SigningKey key, PlatformAddress address, UaaOptions options, TimeProvider time)
{
    /// <summary>Who an access token is for.</summary>
    public const string AccessAudience = "cloud_controller";

    /// <summary>Who a refresh token is for, so that neither kind passes for the other.</summary>
    public const string RefreshAudience = "uaa.refresh";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The value of <c>iss</c>, as UAA forms it.</summary>
    public static string IssuerOf(PlatformAddress address) => $"{address.Url}/uaa/oauth/token";

    /// <summary>Changes with the password, so that refresh tokens end with it. UAA calls it <c>rev_sig</c>.</summary>
    public static string RevocationSignature(UaaUser user) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Guid} {user.PasswordHash}")).AsSpan(0, 4));

    public TokenAnswer Issue(UaaUser user, string client, string grant)
    {
        var id = Guid.NewGuid().ToString("N");
        var access = Claims(user, client, grant);
        access["email"] = user.Email;
        access["auth_time"] = time.GetUtcNow().ToUnixTimeSeconds();
        return new TokenAnswer
        {
            AccessToken = Sign(id, AccessAudiences(user), options.AccessTokenLifetime, access),
            RefreshToken = Sign($"{id}-r", [RefreshAudience], options.RefreshTokenLifetime, Claims(user, client, grant)),
            ExpiresIn = (int)options.AccessTokenLifetime.TotalSeconds,
            Scope = string.Join(' ', user.Scopes),
            Jti = id,
        };
    }

    private static Dictionary<string, object> Claims(UaaUser user, string client, string grant) =>
        new()
        {
            ["sub"] = user.Guid,
            ["user_id"] = user.Guid,
            ["user_name"] = user.Username,
            ["origin"] = user.Origin,
            ["client_id"] = client,
            ["cid"] = client,
            ["azp"] = client,
            ["grant_type"] = grant,
            ["scope"] = user.Scopes.ToArray(),
            ["rev_sig"] = RevocationSignature(user),
            ["zid"] = "uaa",
        };

    /// <summary>The part before the last dot of every scope, as UAA has it.</summary>
    private static IEnumerable<string> AccessAudiences(UaaUser user) =>
        user.Scopes.Where(scope => scope.Contains('.')).Select(scope => scope[..scope.LastIndexOf('.')]).Append(AccessAudience).Distinct();

    private string Sign(string id, IEnumerable<string> audiences, TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = time.GetUtcNow();
        claims["jti"] = id;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = IssuerOf(address),
            IssuedAt = now.UtcDateTime,
            Expires = now.Add(lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = key.Credentials,
        };
        foreach (var audience in audiences)
            descriptor.Audiences.Add(audience);
        return handler.CreateToken(descriptor);
    }
}

/// <summary>What a sign-in gives. CF UAA "Token".</summary>
internal sealed record TokenAnswer
{
    public required string AccessToken { get; init; }
    public required string RefreshToken { get; init; }
    public string TokenType { get; } = "bearer";

    /// <summary>Seconds until the access token ends.</summary>
    public required int ExpiresIn { get; init; }
    public required string Scope { get; init; }
    public required string Jti { get; init; }
}
