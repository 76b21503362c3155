using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Errors;

/// <summary>Refusals in UAA's words; clients compare <c>error</c> and print <c>error_description</c>.</summary>
internal static class UaaErrors
{
    public static IResult BadCredentials => Refuse(StatusCodes.Status401Unauthorized, "unauthorized", "Bad credentials");

    public static IResult InvalidToken =>
        Refuse(StatusCodes.Status401Unauthorized, "invalid_token", "The token expired, was revoked, or the token ID is incorrect.");

    public static IResult InsufficientScope =>
        Refuse(StatusCodes.Status403Forbidden, "insufficient_scope", "Insufficient scope for this resource");

    public static IResult NoForm => InvalidRequest("The body must be a form (application/x-www-form-urlencoded).");

    public static IResult EmptyPassword =>
        Refuse(StatusCodes.Status422UnprocessableEntity, "invalid_password", "Password must be at least 1 characters in length.");

    public static IResult InvalidRequest(string reason) => Refuse(StatusCodes.Status400BadRequest, "invalid_request", reason);

    public static IResult UnsupportedGrant(string grant) =>
        Refuse(StatusCodes.Status400BadRequest, "unsupported_grant_type", $"Unsupported grant type: {grant}");

    public static IResult InvalidUser(string reason) => Refuse(StatusCodes.Status400BadRequest, "invalid_scim_resource", reason);

    public static IResult UserNotFound(string guid) =>
        Refuse(StatusCodes.Status404NotFound, "scim_resource_not_found", $"User {guid} does not exist");

    public static IResult UserExists(string username) =>
        Refuse(StatusCodes.Status409Conflict, "scim_resource_already_exists", $"Username already in use: {username}");

    private static IResult Refuse(int status, string error, string description) =>
        TypedResults.Json(new UaaError(error, description), UaaErrorJson.Default.UaaError, statusCode: status);
}

internal sealed record UaaError(string Error, string ErrorDescription);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UaaError))]
internal sealed partial class UaaErrorJson : JsonSerializerContext;
