using System.Text;

namespace Ingot.ApiClient.Http;

/// <summary>Writes every request and answer down, for <c>-v</c>, without the secrets in them.</summary>
internal sealed class TracingHandler(Action<string> write, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"REQUEST: [{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssK}]\n{request.Method} {request.RequestUri?.PathAndQuery} HTTP/{request.Version}\nHost: {request.RequestUri?.Authority}\n");
        WriteHeaders(text, request.Headers);
        if (request.Content is { } body)
        {
            WriteHeaders(text, body.Headers);
            text.Append(await BodyAsync(body, cancellationToken));
        }
        write(text.ToString());

        var response = await base.SendAsync(request, cancellationToken);

        text.Clear().Append($"RESPONSE: [{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssK}]\nHTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}\n");
        WriteHeaders(text, response.Headers);
        WriteHeaders(text, response.Content.Headers);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        text.Append(await BodyAsync(response.Content, cancellationToken));
        write(text.ToString());
        return response;
    }

    private static async Task<string> BodyAsync(HttpContent content, CancellationToken cancellationToken) => content.Headers.ContentType?.MediaType switch
    {
        "application/json" => Redaction.Json(await content.ReadAsStringAsync(cancellationToken)) + "\n",
        "application/x-yaml" or "text/plain" => Redaction.Text(await content.ReadAsStringAsync(cancellationToken)) + "\n",
        "application/x-www-form-urlencoded" => $"{Redaction.Hidden}\n",
        "multipart/form-data" => "[MULTIPART/FORM-DATA CONTENT HIDDEN]\n",
        _ => "",
    };

    private static void WriteHeaders(StringBuilder text, System.Net.Http.Headers.HttpHeaders headers)
    {
        foreach (var (name, values) in headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            var isSecret = name is "Authorization" or "Set-Cookie" or "Cookie";
            text.Append(name).Append(": ").Append(isSecret ? Redaction.Hidden : Redaction.Text(string.Join(", ", values))).Append('\n');
        }
    }
}
