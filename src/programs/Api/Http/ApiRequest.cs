using System.Text.Json;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Api.Http;

/// <summary>What a handler has at hand: who asks, the database, the platform's addresses. A handler takes it as a parameter.</summary>
internal sealed class ApiRequest(HttpContext http)
{
    private readonly PlatformDb db = http.RequestServices.GetRequiredService<PlatformDb>();

    public HttpContext Http { get; } = http;

    public Caller Caller { get; } = (Caller)http.Items[typeof(Caller)]!;

    public PlatformAddress Address { get; } = http.RequestServices.GetRequiredService<PlatformAddress>();

    public CancellationToken Aborted => Http.RequestAborted;

    public static ValueTask<ApiRequest?> BindAsync(HttpContext context) => new(new ApiRequest(context));

    public Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work) => db.ReadAsync(work, Aborted);

    /// <summary>Changes desired state in one transaction and lets the reconciler look at it.</summary>
    public async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work)
    {
        var result = await db.WriteAsync(work, Aborted);
        Http.RequestServices.GetRequiredService<IReconciler>().Nudge();
        return result;
    }

    /// <summary>The JSON body, checked. Syntax errors are 400; wrong types, unknown fields and broken rules are 422.</summary>
    public async Task<TBody> BodyAsync<TBody>()
        where TBody : Body
    {
        using var document = await ParseAsync();
        TBody? body;
        try
        {
            body = document.RootElement.Deserialize(Http.JsonTypeOf<TBody>());
        }
        catch (JsonException exception)
        {
            throw Errors.Unprocessable.With($"The value of '{exception.Path?.TrimStart('$', '.')}' is of the wrong type");
        }
        var faults = new Faults();
        try
        {
            (body ?? throw Errors.Unprocessable.With("The request body must be an object")).CheckAll(faults);
        }
        catch (InvalidOperationException exception)
        {
            // A text that is kept as it came is no Unicode.
            throw Errors.MessageParse.With($"{Errors.MessageParse.Detail}: {exception.Message}");
        }
        faults.ThrowIfAny();
        return body;
    }

    /// <summary>An absolute address on this API.</summary>
    public string Url(string path) => Address.Url + path;

    private async Task<JsonDocument> ParseAsync()
    {
        try
        {
            return await JsonDocument.ParseAsync(Http.Request.Body, default, Aborted);
        }
        catch (JsonException exception)
        {
            throw Errors.MessageParse.With($"{Errors.MessageParse.Detail}: {exception.Message}");
        }
    }
}
