using System.Text.Json;

namespace Ingot.ApiClient.Http;

/// <summary>Turns a refusal's body into an exception.</summary>
internal static class ErrorText
{
    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return new ApiException(response.StatusCode, Parse(body), body);
    }

    private static ApiError[] Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Default.ErrorsResource)?.Errors ?? [];
        }
        catch (JsonException)
        {
            // Not from the API: a proxy's page, for instance. The status and the body tell the story.
            return [];
        }
    }
}
