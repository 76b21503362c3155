using System.Net;

namespace Ingot.ApiClient.Http;

/// <summary>One entry of the API's <c>errors</c>.</summary>
public sealed record ApiError(int Code, string Title, string Detail);

/// <summary>The API refused a request.</summary>
public sealed class ApiException(HttpStatusCode status, IReadOnlyList<ApiError> errors, string body)
    : Exception(errors.Count > 0 ? string.Join("\n", errors.Select(error => error.Detail)) : $"The server answered {(int)status}: {body}")
{
    public HttpStatusCode Status => status;

    /// <summary>Empty when the answer was not in the API's error format.</summary>
    public IReadOnlyList<ApiError> Errors => errors;

    /// <summary>Whether the one error's detail has these words in it, by which the official client tells refusals apart too.</summary>
    public bool Says(string words) => Errors is [var only] && only.Detail.Contains(words, StringComparison.Ordinal);

    public bool IsNotFound => status == HttpStatusCode.NotFound;
}

/// <summary>The UAA refused a request.</summary>
public sealed class UaaException(HttpStatusCode status, string error, string description) : Exception(description)
{
    public HttpStatusCode Status => status;

    /// <summary>UAA's code, e.g. <c>unauthorized</c> or <c>invalid_token</c>.</summary>
    public string Error => error;
}

/// <summary>No answer came at all.</summary>
public sealed class UnreachableException(string url, Exception cause) : Exception(cause.InnerException?.Message ?? cause.Message, cause)
{
    public string Url => url;

    /// <summary>Whether there was not even a connection.</summary>
    public bool IsUnsent => InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    /// <summary>Whether it was the certificate that was not trusted.</summary>
    public bool IsCertificate => InnerException?.InnerException is System.Security.Authentication.AuthenticationException;
}
