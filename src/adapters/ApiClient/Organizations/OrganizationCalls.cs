using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Organizations;

/// <summary>An organization or a space, or anything else when its guid and name are all that matters.</summary>
public sealed record NamedResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
    public OrganizationRelations? Relationships { get; init; }
}

/// <summary>What an organization belongs to.</summary>
public sealed record OrganizationRelations
{
    public RelationResource? Quota { get; init; }
}

/// <summary>The body that makes an organization or a space, or renames one.</summary>
internal sealed record NewNamed
{
    public required string Name { get; init; }
    public NewNamedRelations? Relationships { get; init; }
}

internal sealed record NewNamedRelations
{
    public RelationResource? Organization { get; init; }
}

/// <summary>Requests about organizations.</summary>
public static class OrganizationCalls
{
    /// <param name="labels">A label selector, or null for every organization.</param>
    public static Task<List<NamedResource>> OrganizationsAsync(this ApiConnection api, string? labels, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/organizations?order_by=name{Filter.Labels(labels)}", OrganizationJson.Default.ListResourceNamedResource, cancellationToken);

    public static async Task<NamedResource?> FindOrganizationAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/organizations?names={Filter.Value(name)}", OrganizationJson.Default.ListResourceNamedResource, cancellationToken)).Resources.FirstOrDefault();

    public static Task<NamedResource> CreateOrganizationAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, "/v3/organizations", new NewNamed { Name = name }, OrganizationJson.Default.NewNamed, OrganizationJson.Default.NamedResource, cancellationToken);

    public static Task RenameOrganizationAsync(this ApiConnection api, string guid, string name, CancellationToken cancellationToken) =>
        api.PatchAsync($"/v3/organizations/{guid}", new NewNamed { Name = name }, OrganizationJson.Default.NewNamed, cancellationToken);

    /// <summary>Deletes an organization with all that is in it.</summary>
    public static Task DeleteOrganizationAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.DeleteAsync($"/v3/organizations/{guid}", cancellationToken);

    /// <summary>The name of the organization's quota, empty when it has none.</summary>
    public static async Task<string> QuotaNameAsync(this ApiConnection api, NamedResource organization, CancellationToken cancellationToken) =>
        organization.Relationships?.Quota?.Data?.Guid is { } guid
            ? (await api.GetAsync($"/v3/organization_quotas/{guid}", OrganizationJson.Default.NamedResource, cancellationToken)).Name
            : "";
}
