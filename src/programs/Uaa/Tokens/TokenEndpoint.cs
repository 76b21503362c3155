using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Uaa.Errors;
using Ingot.Uaa.Users;
using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Tokens;

/// <summary>Gives tokens for passwords and refresh tokens. CF UAA "Token".</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> PostAsync(
        HttpRequest request,
        SignIn signIn,
        TokenReader reader,
        TokenIssuer issuer,
        CancellationToken cancellationToken
    )
    {
        if (await Form.FindAsync(request, cancellationToken) is not { } form)
            return UaaErrors.NoForm;
        if (OAuthClient.Authenticate(request, form) is not { } client)
            return UaaErrors.BadCredentials;

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var grant = form["grant_type"].ToString();
        switch (grant)
        {
            case Grants.Password when IsForeign(LoginHint(request, form)):
                return UaaErrors.BadCredentials;
            case Grants.Password:
                var user = await signIn.CheckAsync(form["username"].ToString(), form["password"].ToString(), cancellationToken);
                return user is null ? UaaErrors.BadCredentials : Answer(issuer.Issue(user, client, grant));
            case Grants.Refresh:
                var known = await FindUserAsync(form["refresh_token"].ToString(), client, reader, signIn, cancellationToken);
                return known is null ? UaaErrors.InvalidToken : Answer(issuer.Issue(known, client, grant));
            default:
                return grant.Length == 0 ? UaaErrors.InvalidRequest("Missing grant type") : UaaErrors.UnsupportedGrant(grant);
        }
    }

    /// <summary>Tokens are kept by their holders alone and end by themselves. They do not claim to be revocable, so clients do not ask.</summary>
    public static IResult Revoke(string jti) => UaaErrors.InvalidRequest($"Token {jti} is not revocable.");

    /// <summary>The user of a refresh token, when it was made for this client and the password is still the same.</summary>
    private static async Task<UaaUser?> FindUserAsync(
        string token,
        string client,
        TokenReader reader,
        SignIn signIn,
        CancellationToken cancellationToken
    ) =>
        reader.Find(token, TokenIssuer.RefreshAudience) is { } found
        && found.GetPayloadValue<string>("client_id") == client
        && await signIn.FindAsync(found.GetPayloadValue<string>("user_id"), cancellationToken) is { } user
        && found.GetPayloadValue<string>("rev_sig") == TokenIssuer.RevocationSignature(user)
            ? user
            : null;

    private static string LoginHint(HttpRequest request, IFormCollection form) =>
        form.TryGetValue("login_hint", out var inForm) ? inForm.ToString() : request.Query["login_hint"].ToString();

    /// <summary>Whether the sign-in is meant for an identity provider other than our own.</summary>
    private static bool IsForeign(string loginHint)
    {
        if (loginHint.Length == 0)
            return false;
        try
        {
            return JsonSerializer.Deserialize(loginHint, TokensJson.Default.LoginHint) is not { Origin: UaaUser.OwnOrigin };
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static IResult Answer(TokenAnswer answer) => TypedResults.Json(answer, TokensJson.Default.TokenAnswer);
}

/// <summary>What tokens are given for. OAuth 2.0 calls it <c>grant_type</c>.</summary>
internal static class Grants
{
    public const string Password = "password";
    public const string Refresh = "refresh_token";
}

/// <summary>Which identity provider a client wants to sign in with.</summary>
internal sealed record LoginHint(string? Origin);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(LoginHint))]
internal sealed partial class TokensJson : JsonSerializerContext;
