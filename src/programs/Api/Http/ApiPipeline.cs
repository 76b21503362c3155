using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Ingot.Api.Http;

/// <summary>What surrounds every request under /v3: its id, who makes it, and the one place where a refusal becomes CF's error body.</summary>
internal sealed partial class ApiPipeline(ITokenReader tokens, ILogger<ApiPipeline> logger)
{
    private const string RequestIdHeader = "X-Vcap-Request-Id";
    private const string ReadScope = "cloud_controller.read";
    private const string WriteScope = "cloud_controller.write";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v3"))
        {
            await next(http);
            return;
        }
        AnswerWithRequestId(http);
        try
        {
            if (!IsPublic(http.Request.Path))
                http.Items[typeof(Caller)] = Authenticate(http);
            await next(http);
            // Routing answers these two without a body when no endpoint fits.
            if (http.Response is { HasStarted: false, StatusCode: 404 or 405, ContentType: null })
                await WriteAsync(http, Errors.UnknownRequest, Errors.UnknownRequest.Detail);
        }
        catch (ApiException refusal) when (!http.Response.HasStarted)
        {
            LogRefused(http.Request.Method, http.Request.Path, refusal.Error.Title, refusal.Message);
            await WriteAsync(http, refusal.Error, refusal.Message);
        }
        catch (UniqueViolationException violation) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, Errors.Unprocessable, Taken.Describe(violation.Row));
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            var refusal = Translate(exception, http);
            LogRefused(http.Request.Method, http.Request.Path, refusal.Error.Title, refusal.Message);
            await WriteAsync(http, refusal.Error, refusal.Message);
        }
        catch (IOException exception) when (exception.HResult == DiskFullException.NoSpace && !http.Response.HasStarted)
        {
            LogRefused(http.Request.Method, http.Request.Path, Errors.DiskFull.Title, exception.Message);
            await WriteAsync(http, Errors.DiskFull, Errors.DiskFull.Detail);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            LogFailed(exception, http.Request.Method, http.Request.Path);
            await WriteAsync(http, Errors.Unknown, Errors.Unknown.Detail);
        }
    }

    /// <summary>The router names requests; one that did not come through it gets a name here.</summary>
    private static void AnswerWithRequestId(HttpContext http)
    {
        var id = http.Request.Headers[RequestIdHeader].ToString();
        http.Response.Headers[RequestIdHeader] = id.Length > 0 ? id : Guid.NewGuid().ToString();
    }

    private static bool IsPublic(PathString path) => path.Value?.TrimEnd('/') is "/v3" or "/v3/info";

    private Caller Authenticate(HttpContext http)
    {
        if (http.Request.Headers.Authorization.ToString().Length == 0)
            throw Errors.NotAuthenticated.With();
        var caller = BearerToken.Read(http.Request, tokens) ?? throw Errors.InvalidAuthToken.With();
        var scope = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? ReadScope : WriteScope;
        if (!caller.IsAdmin && !caller.Scopes.Contains(scope) && !(scope == ReadScope && caller.SeesEverything()))
            throw Errors.NotAuthorized.With();
        return caller;
    }

    private static ApiException Translate(BadHttpRequestException exception, HttpContext http) =>
        exception.StatusCode == Errors.TooLarge.Status && http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } most
            ? BodySize.TooLarge(http, most, "it")
            : Errors.BadRequest.With($"{Errors.BadRequest.Detail}: {exception.Message}");

    private static Task WriteAsync(HttpContext http, ApiError error, string detail)
    {
        // Headers stay: the request's id and warnings belong to the answer.
        http.Response.StatusCode = error.Status;
        var body = new ErrorsJson([new ErrorJson(error.Code, error.Title, detail)]);
        return http.Response.WriteAsJsonAsync(body, http.JsonTypeOf<ErrorsJson>(), cancellationToken: http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Path} refused: {Title}: {Detail}")]
    private partial void LogRefused(string method, string path, string title, string detail);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, string path);
}
