using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Api.Http;

/// <summary>What a handler has at hand: who asks, the database, the platform's addresses. A handler takes it as a parameter.</summary>
internal sealed class ApiRequest(HttpContext http)
{
    /// <summary>Bytes shown of what comes before an error.</summary>
    private const int LongestShown = 30;

    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        var type = Http.JsonTypeOf<TBody>();
        var faults = new Faults();
        try
        {
            var body = document.RootElement.Read(type, faults);
            body?.CheckAll(faults);
            faults.ThrowIfAny();
            return body!;
        }
        catch (InvalidOperationException exception)
        {
            // A text that is kept as it came is no Unicode.
            throw Unparsable(exception.Message);
        }
    }

    /// <summary>An absolute address on this API.</summary>
    public string Url(string path) => Address.Url + path;

    private async Task<JsonDocument> ParseAsync()
    {
        JsonDocument? document = null;
        try
        {
            document = await JsonDocument.ParseAsync(Http.Request.Body, default, Aborted);
            // The parser leaves what is between quotes unread.
            strictUtf8.GetCharCount(JsonMarshal.GetRawUtf8Value(document.RootElement));
            return document;
        }
        catch (JsonException exception)
        {
            throw Unparsable(exception.Message);
        }
        catch (DecoderFallbackException exception)
        {
            using (document)
                throw Unparsable($"it is not UTF-8, with byte 0x{exception.BytesUnknown![0]:X2} after '{Before(document!, exception.Index)}'");
        }
    }

    private static string Before(JsonDocument document, int index) =>
        Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(document.RootElement)[Math.Max(0, index - LongestShown)..index]);

    private static ApiException Unparsable(string reason) => Errors.MessageParse.With($"{Errors.MessageParse.Detail}: {reason}");
}
