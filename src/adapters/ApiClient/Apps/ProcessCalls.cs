using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Apps;

/// <summary>How the platform finds out whether an instance is well.</summary>
public sealed record HealthCheckResource
{
    public required string Type { get; init; }
    public HealthCheckDataResource? Data { get; init; }
}

/// <summary>The details of a health check; what is null stays.</summary>
public sealed record HealthCheckDataResource
{
    public string? Endpoint { get; init; }

    /// <summary>In seconds.</summary>
    public long? InvocationTimeout { get; init; }
}

internal sealed record NewHealthCheck(HealthCheckResource HealthCheck);

/// <summary>Requests about one process type of an app.</summary>
public static class ProcessCalls
{
    public static Task SetHealthCheckAsync(this ApiConnection api, string appGuid, string type, HealthCheckResource check, CancellationToken cancellationToken) =>
        api.PatchAsync(PathOf(appGuid, type), new NewHealthCheck(check), AppJson.Default.NewHealthCheck, cancellationToken);

    public static Task<ProcessResource> ScaleAsync(this ApiConnection api, string appGuid, string type, ScaleRequest scale, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, $"{PathOf(appGuid, type)}/actions/scale", scale, AppJson.Default.ScaleRequest, AppJson.Default.ProcessResource, cancellationToken);

    /// <summary>Ends an instance; the platform starts another with its index.</summary>
    public static Task TerminateInstanceAsync(this ApiConnection api, string appGuid, string type, string index, CancellationToken cancellationToken) =>
        api.DeleteAsync($"{PathOf(appGuid, type)}/instances/{index}", cancellationToken);

    private static string PathOf(string appGuid, string type) => $"/v3/apps/{appGuid}/processes/{Uri.EscapeDataString(type)}";
}
