using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;

namespace Ingot.ApiClient.Deployments;

/// <summary>Requests about deployments.</summary>
public static class DeploymentCalls
{
    /// <param name="dropletGuid">Null deploys what the app has, anew.</param>
    /// <param name="maxInFlight">Null leaves it to the platform.</param>
    public static Task<DeploymentResource> DeployAsync(this ApiConnection api, string appGuid, string? dropletGuid, int? maxInFlight, CancellationToken cancellationToken)
    {
        var body = new NewDeployment
        {
            Strategy = "rolling",
            Droplet = dropletGuid is null ? null : new GuidResource { Guid = dropletGuid },
            Options = maxInFlight is null ? null : new DeploymentOptionsResource { MaxInFlight = maxInFlight.Value },
            Relationships = new AppRelation { App = RelationResource.To(appGuid) },
        };
        return api.SendAsync(HttpMethod.Post, "/v3/deployments", body, DeploymentJson.Default.NewDeployment, DeploymentJson.Default.DeploymentResource, cancellationToken);
    }

    public static Task<DeploymentResource> DeploymentAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/deployments/{guid}", DeploymentJson.Default.DeploymentResource, cancellationToken);

    /// <summary>The app's newest deployment, or null.</summary>
    public static async Task<DeploymentResource?> NewestDeploymentAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/deployments?app_guids={appGuid}&order_by=-created_at&page=1&per_page=1", DeploymentJson.Default.ListResourceDeploymentResource, cancellationToken)).Resources.FirstOrDefault();

    public static async Task CancelDeploymentAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        (await api.SendAsync(HttpMethod.Post, $"/v3/deployments/{guid}/actions/cancel", null, cancellationToken)).Dispose();
}
