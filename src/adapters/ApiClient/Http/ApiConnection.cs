using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Ingot.ApiClient.Logins;

namespace Ingot.ApiClient.Http;

/// <summary>How to reach a platform.</summary>
public sealed record ApiAddress(string Url)
{
    /// <summary>Any certificate is accepted.</summary>
    public bool SkipCertificateCheck { get; init; }

    public string UserAgent { get; init; } = "ingot";
}

/// <summary>
/// Sends requests to one platform: tokens put in, warnings collected, refusals thrown. What may be repeated is sent up to three times:
/// everything but POST, a POST with an <c>Idempotency-Key</c> (the router holds to that too), and whatever certainly did not arrive.
/// </summary>
public sealed class ApiConnection : IDisposable
{
    private const int Attempts = 3;
    private const string IdempotencyKey = "Idempotency-Key";
    private readonly HttpClient http;
    private readonly TokenSource? tokens;
    private readonly TimeProvider time;

    /// <param name="tokens">Null for requests that need no login.</param>
    /// <param name="trace">Where requests and answers are written to, secrets hidden; null for nowhere.</param>
    public ApiConnection(ApiAddress address, ILoginStore? tokens = null, Action<string>? trace = null, TimeProvider? time = null)
    {
        Address = address;
        this.time = time ?? TimeProvider.System;
        HttpMessageHandler handler = NewHandler(address);
        if (trace is not null)
            handler = new TracingHandler(trace, this.time) { InnerHandler = handler };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.UserAgent.ParseAdd(address.UserAgent);
        Uaa = new UaaClient(this, tokens);
        this.tokens = tokens is null ? null : new TokenSource(tokens, Uaa, this.time);
    }

    public ApiAddress Address { get; }

    public UaaClient Uaa { get; }

    public TimeProvider Time => time;

    /// <summary>Is told the texts of the <c>X-Cf-Warnings</c> header, as they arrive.</summary>
    public Action<string>? OnWarning { get; init; }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await ReadAsync(await SendAsync(HttpMethod.Get, path, null, cancellationToken), type, cancellationToken);

    public async Task<TResult> SendAsync<TBody, TResult>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TResult> resultType, CancellationToken cancellationToken, bool mayRepeat = false)
    {
        var response = await SendAsync(method, path, () => Json(body, bodyType), cancellationToken, mayRepeat);
        return await ReadAsync(response, resultType, cancellationToken);
    }

    /// <summary>Creates something, of which only the success matters.</summary>
    public async Task PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, path, () => Json(body, type), cancellationToken)).Dispose();

    /// <summary>Changes something, of which only the success matters.</summary>
    public async Task PatchAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Patch, path, () => Json(body, type), cancellationToken)).Dispose();

    /// <summary>Sends with the login's token; throws <see cref="ApiException"/> for any answer that is not a success.</summary>
    /// <param name="content">Makes the body anew for every attempt.</param>
    /// <param name="mayRepeat">For a POST whose repetition does no harm when it is unknown whether the first one arrived.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken, bool mayRepeat = false)
    {
        var key = mayRepeat ? Guid.NewGuid().ToString() : null;
        var response = await SendRawAsync(NewRequest, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            throw await ErrorText.ReadAsync(response, cancellationToken);
        }

        HttpRequestMessage NewRequest()
        {
            var request = new HttpRequestMessage(method, Absolute(path)) { Content = content?.Invoke() };
            if (key is not null)
                request.Headers.Add(IdempotencyKey, key);
            return request;
        }
    }

    /// <summary>Sends with the login's token and hands back whatever is answered.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(Func<HttpRequestMessage> newRequest, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var request = newRequest();
            if (tokens is not null && request.Headers.Authorization is null && await tokens.GetAsync(cancellationToken) is { } token)
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(token);
            var isLast = attempt == Attempts;
            var mayRepeat = request.Method != HttpMethod.Post || request.Headers.Contains(IdempotencyKey);
            try
            {
                var response = await SendOnceAsync(request, cancellationToken);
                if (isLast || !(mayRepeat ? (int)response.StatusCode is 500 or 502 or 503 or 504 : Arrival.IsRuledOut(response)))
                    return response;
                response.Dispose();
            }
            catch (UnreachableException failure) when (!isLast && (mayRepeat || failure.IsUnsent))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), time, cancellationToken);
            }
        }
    }

    /// <summary>Sends once, without a token of its own.</summary>
    internal async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Headers.TryGetValues("X-Cf-Warnings", out var warnings))
            {
                foreach (var warning in warnings.SelectMany(line => line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                    OnWarning?.Invoke(WebUtility.UrlDecode(warning));
            }
            return response;
        }
        catch (HttpRequestException unreachable)
        {
            throw new UnreachableException(request.RequestUri!.GetLeftPart(UriPartial.Authority), unreachable);
        }
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using (response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await System.Text.Json.JsonSerializer.DeserializeAsync(body, type, cancellationToken)
                ?? throw new InvalidDataException($"{response.RequestMessage?.RequestUri} answered null.");
        }
    }

    public static StringContent Json<T>(T body, JsonTypeInfo<T> type) =>
        new(System.Text.Json.JsonSerializer.Serialize(body, type), Encoding.UTF8, "application/json");

    public Uri Absolute(string path) => new(path.Contains("://", StringComparison.Ordinal) ? path : $"{Address.Url.TrimEnd('/')}/{path.TrimStart('/')}");

    public void Dispose()
    {
        http.Dispose();
        tokens?.Dispose();
    }

    private static SocketsHttpHandler NewHandler(ApiAddress address)
    {
        var host = new Uri(address.Url).Host;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !IsLocal(host),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || address.SkipCertificateCheck;
        if (host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            // The resolver of most systems knows "localhost" but none of the names below it.
            handler.ConnectCallback = ConnectToLoopbackAsync;
        }
        return handler;
    }

    private static bool IsLocal(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static async ValueTask<Stream> ConnectToLoopbackAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync("localhost", context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
