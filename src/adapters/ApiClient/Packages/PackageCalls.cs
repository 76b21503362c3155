using System.Text;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Packages;

/// <summary>Requests from sources to a droplet.</summary>
public static class PackageCalls
{
    /// <summary>Sends a manifest and waits until it is applied.</summary>
    public static async Task ApplyManifestAsync(this ApiConnection api, string spaceGuid, string yaml, CancellationToken cancellationToken) =>
        await api.WaitForJobAsync(await api.SendAsync(HttpMethod.Post, $"/v3/spaces/{spaceGuid}/actions/apply_manifest", () => Yaml(yaml), cancellationToken, mayRepeat: true), cancellationToken);

    /// <summary>What applying the manifest would change.</summary>
    public static async Task<List<ManifestDifference>> DiffManifestAsync(this ApiConnection api, string spaceGuid, string yaml, CancellationToken cancellationToken)
    {
        var response = await api.SendAsync(HttpMethod.Post, $"/v3/spaces/{spaceGuid}/manifest_diff", () => Yaml(yaml), cancellationToken, mayRepeat: true);
        return (await ApiConnection.ReadAsync(response, PackageJson.Default.ManifestDiffResource, cancellationToken)).Diff;
    }

    /// <summary>Sent twice, it leaves an empty package that nothing is made of.</summary>
    public static Task<PackageResource> CreatePackageAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.SendAsync(
            HttpMethod.Post,
            "/v3/packages",
            new NewPackage { Relationships = new AppRelation { App = RelationResource.To(appGuid) } },
            PackageJson.Default.NewPackage,
            PackageJson.Default.PackageResource,
            cancellationToken,
            mayRepeat: true);

    /// <summary>Those of the files, at most 1000, that need not be sent.</summary>
    public static async Task<List<MatchResource>> MatchAsync(this ApiConnection api, List<MatchResource> files, CancellationToken cancellationToken) =>
        (await api.SendAsync(
            HttpMethod.Post, "/v3/resource_matches", new MatchResources { Resources = files }, PackageJson.Default.MatchResources, PackageJson.Default.MatchResources, cancellationToken, mayRepeat: true)).Resources;

    /// <summary>Uploads a package's files, once more when the first upload is known not to have been taken in.</summary>
    /// <param name="archive">A zip of those the platform does not have; may be made while it is sent. Null when it has all.</param>
    /// <param name="known">Those the platform has.</param>
    public static async Task<PackageResource> UploadAsync(
        this ApiConnection api, string packageGuid, HttpContent? archive, IReadOnlyList<MatchResource> known, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync();
        }
        catch (Exception failure) when (Arrival.IsUnknown(failure))
        {
            var package = await api.PackageAsync(packageGuid, cancellationToken);
            return package.State == "AWAITING_UPLOAD" ? await SendAsync() : package;
        }

        async Task<PackageResource> SendAsync() => await ApiConnection.ReadAsync(
            await api.SendAsync(HttpMethod.Post, $"/v3/packages/{packageGuid}/upload", Form, cancellationToken), PackageJson.Default.PackageResource, cancellationToken);

        MultipartFormDataContent Form()
        {
            var form = new MultipartFormDataContent { { ApiConnection.Json([.. known], PackageJson.Default.ListMatchResource), "\"resources\"" } };
            return archive is null ? form : form.WithFile(archive, "application/zip", "package.zip");
        }
    }

    public static Task<DropletResource> CreateDropletAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.SendAsync(
            HttpMethod.Post,
            "/v3/droplets",
            new NewDroplet { Relationships = new AppRelation { App = RelationResource.To(appGuid) } },
            PackageJson.Default.NewDroplet,
            PackageJson.Default.DropletResource,
            cancellationToken);

    /// <summary>Uploads a droplet that was staged elsewhere; the answer points to a job.</summary>
    public static Task<HttpResponseMessage> UploadDropletAsync(this ApiConnection api, string dropletGuid, HttpContent archive, CancellationToken cancellationToken) =>
        api.SendAsync(
            HttpMethod.Post, $"/v3/droplets/{dropletGuid}/upload", () => new MultipartFormDataContent().WithFile(archive, "application/gzip", "droplet.tgz"), cancellationToken);

    public static Task<DropletResource> DropletAsync(this ApiConnection api, string dropletGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/droplets/{dropletGuid}", PackageJson.Default.DropletResource, cancellationToken);

    public static Task<PackageResource> PackageAsync(this ApiConnection api, string packageGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/packages/{packageGuid}", PackageJson.Default.PackageResource, cancellationToken);

    /// <summary>The app's newest package, or null when it has none.</summary>
    public static async Task<PackageResource?> NewestPackageAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/packages?app_guids={appGuid}&order_by=-created_at&page=1&per_page=1", PackageJson.Default.ListResourcePackageResource, cancellationToken)).Resources.FirstOrDefault();

    /// <summary>Whether a droplet was made of the package.</summary>
    public static async Task<bool> IsStagedAsync(this ApiConnection api, string packageGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/packages/{packageGuid}/droplets?states=STAGED&page=1&per_page=1", PackageJson.Default.ListResourceDropletResource, cancellationToken)).Resources.Count > 0;

    /// <summary>Orders a build, once more when the first order is not among those that are carried out.</summary>
    public static async Task<BuildResource> StageAsync(this ApiConnection api, string packageGuid, CancellationToken cancellationToken)
    {
        try
        {
            return await OrderAsync();
        }
        catch (Exception failure) when (Arrival.IsUnknown(failure))
        {
            var staging = await api.GetAsync($"/v3/builds?package_guids={packageGuid}&states=STAGING", PackageJson.Default.ListResourceBuildResource, cancellationToken);
            return staging.Resources.FirstOrDefault() ?? await OrderAsync();
        }

        Task<BuildResource> OrderAsync() => api.SendAsync(
            HttpMethod.Post, "/v3/builds", new NewBuild { Package = new GuidResource { Guid = packageGuid } }, PackageJson.Default.NewBuild, PackageJson.Default.BuildResource, cancellationToken);
    }

    public static Task<BuildResource> BuildAsync(this ApiConnection api, string buildGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/builds/{buildGuid}", PackageJson.Default.BuildResource, cancellationToken);

    public static async Task SetDropletAsync(this ApiConnection api, string appGuid, string dropletGuid, CancellationToken cancellationToken)
    {
        var path = $"/v3/apps/{appGuid}/relationships/current_droplet";
        (await api.SendAsync(HttpMethod.Patch, path, () => ApiConnection.Json(RelationResource.To(dropletGuid), PackageJson.Default.RelationResource), cancellationToken)).Dispose();
    }

    /// <summary>The droplet the app runs, or null when it has none.</summary>
    public static async Task<DropletResource?> FindCurrentDropletAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync($"/v3/apps/{appGuid}/droplets/current", PackageJson.Default.DropletResource, cancellationToken);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    private static MultipartFormDataContent WithFile(this MultipartFormDataContent form, HttpContent file, string type, string name)
    {
        file.Headers.ContentType = new(type);
        form.Add(file, "\"bits\"", $"\"{name}\"");
        return form;
    }

    private static StringContent Yaml(string text) => new(text, Encoding.UTF8, "application/x-yaml");
}
