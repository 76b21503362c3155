using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Organizations;

/// <summary>An organization or a space: what has a guid and a name.</summary>
public sealed record NamedResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
}

/// <summary>Requests about organizations and spaces.</summary>
public static class OrganizationCalls
{
    public static Task<List<NamedResource>> OrganizationsAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.ListAsync("/v3/organizations?order_by=name", ApiJson.Default.ListResourceNamedResource, cancellationToken);

    public static async Task<NamedResource?> FindOrganizationAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/organizations?names={Filter.Value(name)}", ApiJson.Default.ListResourceNamedResource, cancellationToken)).Resources.FirstOrDefault();

    public static Task<List<NamedResource>> SpacesAsync(this ApiConnection api, string organizationGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/spaces?order_by=name&organization_guids={organizationGuid}", ApiJson.Default.ListResourceNamedResource, cancellationToken);

    public static async Task<NamedResource?> FindSpaceAsync(this ApiConnection api, string name, string organizationGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/spaces?names={Filter.Value(name)}&organization_guids={organizationGuid}", ApiJson.Default.ListResourceNamedResource, cancellationToken)).Resources.FirstOrDefault();

    public static Task<RootResource> RootAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.GetAsync("/", ApiJson.Default.RootResource, cancellationToken);
}
