using System.Text;
using Ingot.Router.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Requests;

/// <summary>An answer the router gives in place of an app, with the status and words of CF's router where it has them.</summary>
/// <param name="Error">Value of the X-Cf-RouterError header.</param>
internal sealed record RouterAnswer(int Status, string Error, string Body, string? CacheControl = null)
{
    public static readonly RouterAnswer EmptyHost = new(400, "empty_host", "400 Bad Request: Request had empty Host header");

    public static readonly RouterAnswer NoEndpoints = new(
        503,
        "no_endpoints",
        "503 Service Unavailable: Requested route has no available endpoints.",
        "public,max-age=2"
    );

    public static readonly RouterAnswer ConnectionLimit = new(
        503,
        "Connection Limit Reached",
        "503 Service Unavailable: Every endpoint of the route has as many connections as it may have."
    );

    public static readonly RouterAnswer NoRouteTable = new(
        503,
        "no_route_table",
        "503 Service Unavailable: The router has not learnt any routes yet.",
        "no-cache, no-store"
    );

    public static readonly RouterAnswer InvalidRequest = new(400, "invalid_request", "400 Bad Request: The request's body is malformed.");

    public static RouterAnswer UnknownRoute(string host) =>
        new(404, "unknown_route", $"404 Not Found: Requested route ('{host}') does not exist.", "no-cache, no-store");

    public static RouterAnswer UnknownInstance(string target) =>
        new(400, "unknown_route", $"400 Bad Request: Requested instance ('{target}') does not exist for route.", "no-cache, no-store");

    public static RouterAnswer InvalidTarget(string header) =>
        new(400, $"invalid_{header.ToLowerInvariant()[2..].Replace('-', '_')}_header", $"400 Bad Request: Invalid {header} Header");

    public static RouterAnswer EndpointFailure(string reason) =>
        new(502, $"endpoint_failure ({reason})", "502 Bad Gateway: Registered endpoint failed to handle the request.");

    /// <summary>The answer to an outcome which left the client without one; null when there is nobody to answer or nothing to add.</summary>
    public static RouterAnswer? For(Outcome outcome) =>
        outcome switch
        {
            Outcome.CannotConnect => EndpointFailure("connection refused"),
            Outcome.NoAnswer => EndpointFailure("connection closed before an answer"),
            Outcome.Hung => EndpointFailure("no answer begun in time"),
            Outcome.InvalidAnswer => EndpointFailure("malformed HTTP response"),
            Outcome.TimedOut => EndpointFailure("request timed out"),
            Outcome.InvalidRequest => InvalidRequest,
            Outcome.Answered or Outcome.Truncated or Outcome.ClientGone => null,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
        };

    public async Task SendAsync(ProxyRequest request)
    {
        var response = request.Context.Response;
        request.RouterError = Error;
        response.StatusCode = Status;
        response.Headers["X-Cf-RouterError"] = Error;
        response.Headers["X-Vcap-Request-Id"] = request.RequestId;
        response.Headers.XContentTypeOptions = "nosniff";
        if (CacheControl is not null)
            response.Headers.CacheControl = CacheControl;
        await SendBodyAsync(request, "text/plain; charset=utf-8", Body + "\n");
    }

    /// <summary>Sends a whole text body, or only its length to a HEAD request.</summary>
    public static async Task SendBodyAsync(ProxyRequest request, string contentType, string text)
    {
        var response = request.Context.Response;
        var body = Encoding.UTF8.GetBytes(text);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(request.Context.Request.Method))
            return;
        request.SentBytes = body.Length;
        await response.BodyWriter.WriteAsync(body, CancellationToken.None);
    }
}
