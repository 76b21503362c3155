using System.Net;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.Cli.Failures;

/// <summary>What a user reads when something failed, in the official client's words.</summary>
internal static class FailureText
{
    /// <summary>Null for what is a bug of ours and should be seen as such.</summary>
    public static string? For(Exception failure) => failure switch
    {
        CommandException command => command.Message,
        ApiException { Errors.Count: > 1 } refusal => $"Multiple errors occurred:\n{string.Join("\n", refusal.Errors.Select(error => $"- {error.Detail}"))}",
        ApiException { Errors.Count: 0 } refusal => $"Unexpected Response\nResponse Code: {(int)refusal.Status}\n{refusal.Message}",
        ApiException { Status: HttpStatusCode.InternalServerError } refusal =>
            $"Unexpected Response\nResponse Code: 500\nCode: {refusal.Errors[0].Code}, Title: {refusal.Errors[0].Title}, Detail: {refusal.Errors[0].Detail}",
        ApiException refusal => refusal.Message,
        JobException job => $"Job ({job.JobGuid}) failed: {(job.Errors.Count > 0 ? job.Message : "with no error. This is unexpected, contact your operator for details.")}",
        UaaException { Error: "unauthorized" } refusal when !refusal.Message.StartsWith("Your account has been locked", StringComparison.Ordinal) =>
            "Credentials were rejected, please try again.",
        UaaException { Error: "invalid_token" or "invalid_grant" } => "The token expired, was revoked, or the token ID is incorrect. Please log back in to re-authenticate.",
        UaaException { Error: "insufficient_scope" } => "You are not authorized to perform the requested action.",
        UaaException refusal => refusal.Message,
        UnreachableException { IsCertificate: true } unreachable =>
            $"Invalid SSL Cert for {unreachable.Url}\nTIP: Use 'cf api --skip-ssl-validation' to continue with an insecure API endpoint",
        UnreachableException unreachable =>
            $"Request error: {unreachable.Url}: {unreachable.Message}\nTIP: If you are behind a firewall and require an HTTP proxy, verify the https_proxy environment variable is correctly set. Else, check your network connection.",
        OperationCanceledException => "Request error: the server did not answer in time.",
        IOException or UnauthorizedAccessException => failure.Message,
        _ => null,
    };
}
