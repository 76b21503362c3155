using Ingot.Uaa.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Tokens;

/// <summary>Tells a client what an access token says, once it is known to be good. CF UAA "Check Token".</summary>
internal static class CheckTokenEndpoint
{
    public static async Task<IResult> PostAsync(HttpRequest request, TokenReader reader, CancellationToken cancellationToken)
    {
        if (await Form.FindAsync(request, cancellationToken) is not { } form)
            return UaaErrors.NoForm;
        if (OAuthClient.Authenticate(request, form) is null)
            return UaaErrors.BadCredentials;
        return reader.Find(form["token"].ToString(), TokenIssuer.AccessAudience) is { } token
            ? TypedResults.Text(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), "application/json")
            : UaaErrors.InvalidToken;
    }
}
