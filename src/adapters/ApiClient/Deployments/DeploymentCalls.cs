using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Deployments;

/// <summary>Requests about deployments.</summary>
public static class DeploymentCalls
{
    public static Task<DeploymentResource> DeployAsync(this ApiConnection api, NewDeployment deployment, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, "/v3/deployments", deployment, DeploymentJson.Default.NewDeployment, DeploymentJson.Default.DeploymentResource, cancellationToken);

    public static Task<DeploymentResource> DeploymentAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/deployments/{guid}", DeploymentJson.Default.DeploymentResource, cancellationToken);

    /// <summary>The app's newest deployment, or null.</summary>
    public static async Task<DeploymentResource?> NewestDeploymentAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/deployments?app_guids={appGuid}&order_by=-created_at&page=1&per_page=1", DeploymentJson.Default.ListResourceDeploymentResource, cancellationToken)).Resources.FirstOrDefault();

    public static Task CancelDeploymentAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) => api.ActAsync(guid, "cancel", cancellationToken);

    public static Task ContinueDeploymentAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) => api.ActAsync(guid, "continue", cancellationToken);

    private static async Task ActAsync(this ApiConnection api, string guid, string action, CancellationToken cancellationToken) =>
        (await api.SendAsync(HttpMethod.Post, $"/v3/deployments/{guid}/actions/{action}", null, cancellationToken)).Dispose();
}
