using Microsoft.AspNetCore.Http;

namespace Ingot.Api.Http;

/// <summary>Says how large what came is, and might be.</summary>
internal static class BodySize
{
    private const long Megabyte = 1 << 20;

    /// <param name="http">The request, which need not say its size.</param>
    /// <param name="most">Bytes.</param>
    /// <param name="what">What the limit is for: <c>a manifest</c>.</param>
    public static ApiException TooLarge(HttpContext http, long most, string what)
    {
        var size = http.Request.ContentLength is { } bytes && bytes > most ? $"; it has {Words(bytes)}" : "";
        return Errors.TooLarge.With($"The request body is larger than {Words(most)}, the most {what} may have{size}");
    }

    private static string Words(long bytes) => bytes % Megabyte == 0 ? $"{bytes / Megabyte} MB" : $"{bytes} bytes";
}
