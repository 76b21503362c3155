using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Organizations;

/// <summary>Requests about spaces.</summary>
public static class SpaceCalls
{
    /// <param name="labels">A label selector, or null for every space.</param>
    public static Task<List<NamedResource>> SpacesAsync(this ApiConnection api, string organizationGuid, string? labels, CancellationToken cancellationToken) =>
        api.ListAsync(
            $"/v3/spaces?order_by=name&organization_guids={organizationGuid}{Filter.Labels(labels)}", OrganizationJson.Default.ListResourceNamedResource, cancellationToken);

    public static async Task<NamedResource?> FindSpaceAsync(this ApiConnection api, string name, string organizationGuid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/spaces?names={Filter.Value(name)}&organization_guids={organizationGuid}", OrganizationJson.Default.ListResourceNamedResource, cancellationToken)).Resources.FirstOrDefault();

    public static Task<NamedResource> CreateSpaceAsync(this ApiConnection api, string name, string organizationGuid, CancellationToken cancellationToken)
    {
        var body = new NewNamed { Name = name, Relationships = new NewNamedRelations { Organization = RelationResource.To(organizationGuid) } };
        return api.SendAsync(HttpMethod.Post, "/v3/spaces", body, OrganizationJson.Default.NewNamed, OrganizationJson.Default.NamedResource, cancellationToken);
    }

    public static Task RenameSpaceAsync(this ApiConnection api, string guid, string name, CancellationToken cancellationToken) =>
        api.PatchAsync($"/v3/spaces/{guid}", new NewNamed { Name = name }, OrganizationJson.Default.NewNamed, cancellationToken);

    /// <summary>Deletes a space with all that is in it.</summary>
    public static Task DeleteSpaceAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/spaces/{guid}", cancellationToken);

    public static Task DeleteUnmappedRoutesAsync(this ApiConnection api, string spaceGuid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/spaces/{spaceGuid}/routes?unmapped=true", cancellationToken);
}
