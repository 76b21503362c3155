using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Apps;

/// <summary>Requests about apps and their processes.</summary>
public static class AppCalls
{
    /// <summary>The app, or null when the space has none of the name.</summary>
    public static async Task<AppResource?> FindAppAsync(this ApiConnection api, string name, string spaceGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/apps?names={Filter.Value(name)}&space_guids={spaceGuid}", AppJson.Default.ListResourceAppResource, cancellationToken)).Resources.FirstOrDefault();

    /// <summary>The apps of a name in every space that the login may see.</summary>
    public static Task<List<AppResource>> AppsByNameAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps?names={Filter.Value(name)}", AppJson.Default.ListResourceAppResource, cancellationToken);

    /// <param name="labels">A label selector, or null for every app.</param>
    public static Task<List<AppResource>> AppsAsync(this ApiConnection api, string spaceGuid, string? labels, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps?order_by=name&space_guids={spaceGuid}&per_page=5000{Filter.Labels(labels)}", AppJson.Default.ListResourceAppResource, cancellationToken);

    public static Task<List<AppResource>> AppsByGuidAsync(this ApiConnection api, IEnumerable<string> guids, CancellationToken cancellationToken) =>
        api.ListOfAppsAsync("/v3/apps?per_page=5000&guids=", guids, AppJson.Default.ListResourceAppResource, cancellationToken);

    public static Task CreateAppAsync(this ApiConnection api, string name, string spaceGuid, CancellationToken cancellationToken)
    {
        var body = new NewApp { Name = name, Relationships = new NewAppRelations { Space = RelationResource.To(spaceGuid) } };
        return api.PostAsync("/v3/apps", body, AppJson.Default.NewApp, cancellationToken);
    }

    public static Task RenameAppAsync(this ApiConnection api, string appGuid, string name, CancellationToken cancellationToken) =>
        api.PatchAsync($"/v3/apps/{appGuid}", new NewApp { Name = name }, AppJson.Default.NewApp, cancellationToken);

    /// <summary>Whether one of the app's features is on.</summary>
    public static async Task<bool> HasFeatureAsync(this ApiConnection api, string appGuid, string feature, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/apps/{appGuid}/features/{feature}", AppJson.Default.AppFeatureResource, cancellationToken)).Enabled;

    /// <summary>The app as the manifest that would make it so.</summary>
    public static async Task<string> ManifestAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/v3/apps/{appGuid}/manifest", null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Starts, stops or restarts; the same once more ends in the same state.</summary>
    public static async Task ActAsync(this ApiConnection api, string appGuid, string action, CancellationToken cancellationToken) =>
        (await api.SendAsync(HttpMethod.Post, $"/v3/apps/{appGuid}/actions/{action}", null, cancellationToken, mayRepeat: true)).Dispose();

    public static Task DeleteAppAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/apps/{appGuid}", cancellationToken);

    public static Task<List<ProcessResource>> ProcessesAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps/{appGuid}/processes", AppJson.Default.ListResourceProcessResource, cancellationToken);

    public static Task<List<ProcessResource>> ProcessesOfAppsAsync(this ApiConnection api, IEnumerable<string> appGuids, CancellationToken cancellationToken) =>
        api.ListOfAppsAsync("/v3/processes?per_page=5000&app_guids=", appGuids, AppJson.Default.ListResourceProcessResource, cancellationToken);

    /// <summary>The process with its command, which lists hide.</summary>
    public static Task<ProcessResource> ProcessAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/processes/{processGuid}", AppJson.Default.ProcessResource, cancellationToken);

    public static async Task<List<InstanceResource>> StatsAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/processes/{processGuid}/stats", AppJson.Default.StatsResource, cancellationToken)).Resources;

    public static Task<List<SidecarResource>> SidecarsAsync(this ApiConnection api, string processGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/processes/{processGuid}/sidecars", AppJson.Default.ListResourceSidecarResource, cancellationToken);
}
