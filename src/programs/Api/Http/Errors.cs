namespace Ingot.Api.Http;

/// <summary>Every way the API refuses a request. CF v3 "Errors"; cloud_controller_ng: errors/v2.yml.</summary>
internal static class Errors
{
    public static ApiError MessageParse { get; } = new(400, 1001, "CF-MessageParseError", "Request invalid due to parse error");
    public static ApiError BadRequest { get; } = new(400, 1004, "CF-BadRequest", "Bad request");
    public static ApiError BadQueryParameter { get; } = new(400, 10005, "CF-BadQueryParameter", "The query parameter is invalid");
    public static ApiError BitsAlreadyUploaded { get; } =
        new(
            400,
            150004,
            "CF-PackageBitsAlreadyUploaded",
            "Bits may be uploaded only once. Create a new package to upload different bits."
        );
    public static ApiError InvalidAuthToken { get; } = new(401, 1000, "CF-InvalidAuthToken", "Invalid Auth Token");
    public static ApiError NotAuthenticated { get; } = new(401, 10002, "CF-NotAuthenticated", "Authentication error");
    public static ApiError NotAuthorized { get; } =
        new(403, 10003, "CF-NotAuthorized", "You are not authorized to perform the requested action");
    public static ApiError UnknownRequest { get; } = new(404, 10000, "CF-NotFound", "Unknown request");
    public static ApiError NotFound { get; } = new(404, 10010, "CF-ResourceNotFound", "Resource not found");
    public static ApiError TooLarge { get; } = new(413, 1004, "CF-BadRequest", "The request body is too large");
    public static ApiError Unprocessable { get; } = new(422, 10008, "CF-UnprocessableEntity", "The request is semantically invalid");
    public static ApiError StagingInProgress { get; } =
        new(422, 170017, "CF-StagingInProgress", "Only one build can be STAGING at a time per application.");
    public static ApiError StopDisabledDuringDeployment { get; } =
        new(
            422,
            390024,
            "CF-StopDisabledDuringDeployment",
            "Cannot stop the app while it is deploying, please cancel the deployment before stopping the app."
        );
    public static ApiError DiskFull { get; } =
        new(
            503,
            10015,
            "CF-ServiceUnavailable",
            "The platform's disk is full and nothing was changed. Free some space where its data directory is, and try again."
        );
    public static ApiError Unknown { get; } = new(500, 10001, "UnknownError", "An unknown error occurred.");
}

/// <summary>One entry of the catalogue.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">CF's name, which clients compare.</param>
/// <param name="Detail">What is said unless the place that throws knows better.</param>
internal sealed record ApiError(int Status, int Code, string Title, string Detail)
{
    /// <summary>The error to throw, with a text of its own or the catalogue's.</summary>
    public ApiException With(string? detail = null) => new(this, detail ?? Detail);
}

/// <summary>A refusal on its way to the client.</summary>
internal sealed class ApiException(ApiError error, string detail) : Exception(detail)
{
    public ApiError Error { get; } = error;
}
