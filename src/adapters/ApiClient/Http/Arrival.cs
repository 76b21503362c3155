using System.Net;

namespace Ingot.ApiClient.Http;

/// <summary>Whether a request that was not answered by the API reached it.</summary>
internal static class Arrival
{
    /// <summary>The router's word that nobody listened; a request that broke off halfway has another one.</summary>
    private const string NobodyListened = "endpoint_failure (connection refused)";

    public static bool IsRuledOut(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.TryGetValues("X-Cf-RouterError", out var words) && words.Contains(NobodyListened);

    /// <summary>Whether only the platform's state can tell.</summary>
    public static bool IsUnknown(Exception failure) =>
        failure is UnreachableException or ApiException { Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout };
}
