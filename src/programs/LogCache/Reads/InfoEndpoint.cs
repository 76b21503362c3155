using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Reads;

/// <summary>Tells which protocol to speak. Asked, without a token, before a client's first read.</summary>
internal static class InfoEndpoint
{
    /// <summary>The log cache release whose answers these are.</summary>
    private const string Version = "3.0.0";

    public static IResult Get() =>
        TypedResults.Json(new InfoAnswer(Version, $"{Environment.TickCount64 / 1000}"), LogCacheJson.Default.InfoAnswer);
}
