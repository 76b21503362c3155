using System.Net;
using System.Text;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Manifests;

/// <summary>Sends manifests as clients do.</summary>
internal static class ManifestTest
{
    /// <summary>Applies a manifest to the seeded space.</summary>
    public static async Task<Answer> ApplyAsync(this TestApi api, string yaml, string? token = null) =>
        await api.PostYamlAsync($"/v3/spaces/{await api.SpaceAsync()}/actions/apply_manifest", yaml, token);

    /// <summary>Applies a manifest that is good, and gives the job's guid.</summary>
    public static async Task<string> ApplyGoodAsync(this TestApi api, string yaml)
    {
        var answer = (await api.ApplyAsync(yaml)).Expect(HttpStatusCode.Accepted);
        return answer.Location!.Segments[^1];
    }

    public static async Task<Answer> DiffAsync(this TestApi api, string yaml) =>
        await api.PostYamlAsync($"/v3/spaces/{await api.SpaceAsync()}/manifest_diff", yaml);

    /// <summary>The guid of an app in the seeded space, or null.</summary>
    public static async Task<string?> FindAppAsync(this TestApi api, string name)
    {
        var found = await api.GetAsync($"/v3/apps?names={name}");
        return found.Resources.Count == 0 ? null : found.Resources[0]!["guid"]!.GetValue<string>();
    }

    /// <summary>The addresses that lead to an app, without their ports.</summary>
    public static async Task<string[]> AddressesAsync(this TestApi api, string app)
    {
        var routes = await api.GetAsync($"/v3/apps/{app}/routes");
        return [.. routes.Resources.Select(route => route!["url"]!.GetValue<string>().Replace(":8080", "")).Order()];
    }

    public static async Task<Answer> PostYamlAsync(this TestApi api, string path, string yaml, string? token = null, string type = "application/x-yaml")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(yaml, Encoding.UTF8, type);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"bearer {token}");
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }
}
