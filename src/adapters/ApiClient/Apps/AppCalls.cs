using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Apps;

/// <summary>Requests about apps and their processes.</summary>
public static class AppCalls
{
    /// <summary>The app, or null when the space has none of the name.</summary>
    public static async Task<AppResource?> FindAppAsync(this ApiConnection api, string name, string spaceGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/apps?names={Filter.Value(name)}&space_guids={spaceGuid}", ApiJson.Default.ListResourceAppResource, cancellationToken)).Resources.FirstOrDefault();

    /// <param name="labels">A label selector, or null for every app.</param>
    public static Task<List<AppResource>> AppsAsync(this ApiConnection api, string spaceGuid, string? labels, CancellationToken cancellationToken)
    {
        var selector = string.IsNullOrEmpty(labels) ? "" : $"&label_selector={Uri.EscapeDataString(labels)}";
        return api.ListAsync($"/v3/apps?order_by=name&space_guids={spaceGuid}&per_page=5000{selector}", ApiJson.Default.ListResourceAppResource, cancellationToken);
    }

    /// <summary>The app as the manifest that would make it so.</summary>
    public static async Task<string> ManifestAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/v3/apps/{appGuid}/manifest", null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public static async Task ActAsync(this ApiConnection api, string appGuid, string action, CancellationToken cancellationToken) =>
        (await api.SendAsync(HttpMethod.Post, $"/v3/apps/{appGuid}/actions/{action}", null, cancellationToken)).Dispose();

    public static Task<HttpResponseMessage> DeleteAppAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, $"/v3/apps/{appGuid}", null, cancellationToken);

    public static Task<List<ProcessResource>> ProcessesAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps/{appGuid}/processes", ApiJson.Default.ListResourceProcessResource, cancellationToken);

    public static Task<List<ProcessResource>> ProcessesOfAppsAsync(this ApiConnection api, IEnumerable<string> appGuids, CancellationToken cancellationToken) =>
        api.ListOfAppsAsync("/v3/processes?per_page=5000&app_guids=", appGuids, ApiJson.Default.ListResourceProcessResource, cancellationToken);

    /// <summary>The process with its command, which lists hide.</summary>
    public static Task<ProcessResource> ProcessAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/processes/{processGuid}", ApiJson.Default.ProcessResource, cancellationToken);

    public static async Task<List<InstanceResource>> StatsAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/processes/{processGuid}/stats", ApiJson.Default.StatsResource, cancellationToken)).Resources;

    public static Task<List<SidecarResource>> SidecarsAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/processes/{processGuid}/sidecars", ApiJson.Default.ListResourceSidecarResource, cancellationToken);

    public static Task<ProcessResource> ScaleAsync(this ApiConnection api, string appGuid, string type, ScaleRequest scale, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, $"/v3/apps/{appGuid}/processes/{type}/actions/scale", scale, ApiJson.Default.ScaleRequest, ApiJson.Default.ProcessResource, cancellationToken);
}
