using System.Text.Json.Serialization;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Platform;
using Ingot.Api.Resources;
using Ingot.Model.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Organizations;

/// <summary>Organizations. CF v3 "Organizations".</summary>
internal static class OrganizationEndpoints
{
    public static ResourceDescription<Organization, OrganizationJson> Description { get; } =
        new()
        {
            Name = "Organization",
            Plural = "organizations",
            VisibleTo = Visible.InOrganization("r.guid"),
            PresentAsync = ResourceDescription<Organization, OrganizationJson>.Each(
                (row, presentation) => OrganizationJson.Of(row, presentation.Links)
            ),
            Filters = [Filter.In("names", "r.name")],
            SortKeys = ["name"],
        };

    public static void MapOrganizations(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/organizations", Create);
        v3.MapPatch("/organizations/{guid}", Update);
        v3.MapDelete("/organizations/{guid}", Delete);
    }

    private static async Task<Created<OrganizationJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<OrganizationBody>();
        var organization = new Organization { Guid = Guid.NewGuid().ToString(), Name = body.Name ?? "", Suspended = body.Suspended ?? false };
        body.Metadata?.MergeInto(organization);
        request.Caller.RequireAdmin();
        if (body.Name is null)
            throw Errors.Unprocessable.With("Name can't be blank");
        await request.WriteAsync(async session =>
        {
            await session.InsertAsync(organization);
            await session.AuditAsync(request.Caller, "audit.organization.create", organization);
            return organization;
        });
        return TypedResults.Created((string?)null, OrganizationJson.Of(organization, new Links(request.Address)));
    }

    private static async Task<Ok<OrganizationJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<OrganizationBody>();
        var organization = await request.WriteAsync(async session =>
        {
            var found = await Description.GetAsync(session, request.Caller, guid);
            await session.RequireOrganizationManagerAsync(request.Caller, guid);
            if (body.Suspended is not null)
                request.Caller.RequireAdmin();
            found.Name = body.Name ?? found.Name;
            found.Suspended = body.Suspended ?? found.Suspended;
            body.Metadata?.MergeInto(found);
            await session.UpdateAsync(found);
            await session.AuditAsync(request.Caller, "audit.organization.update", found);
            return found;
        });
        return TypedResults.Ok(OrganizationJson.Of(organization, new Links(request.Address)));
    }

    /// <summary>With its spaces, their apps and routes, and its private domains.</summary>
    private static Task<Accepted> Delete(string guid, ApiRequest request) =>
        request.DeleteWithAppsAsync<Organization>(
            guid,
            "organization.delete",
            apps: "select a.guid from apps a join spaces s on s.guid = a.space_guid where s.organization_guid = @guid",
            async session =>
            {
                var organization = await Description.GetAsync(session, request.Caller, guid);
                request.Caller.RequireAdmin();
                await session.AuditAsync(request.Caller, "audit.organization.delete-request", organization);
            }
        );
}

/// <summary>An organization as clients see it. CF v3 "The organization object".</summary>
internal sealed record OrganizationJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    bool Suspended,
    OrganizationRelationshipsJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static OrganizationJson Of(Organization row, Links links)
    {
        var addresses = links.Of($"/v3/organizations/{row.Guid}", "domains");
        addresses["default_domain"] = links.To($"/v3/organizations/{row.Guid}/domains/default");
        return new OrganizationJson(
            row.Guid,
            row.CreatedAt,
            row.UpdatedAt,
            row.Name,
            row.Suspended,
            new OrganizationRelationshipsJson(ToOneJson.To(QuotaEndpoints.Guid)),
            MetadataJson.Of(row),
            addresses
        );
    }
}

internal sealed record OrganizationRelationshipsJson(ToOneJson Quota);

/// <summary>The body of <c>POST</c> and <c>PATCH</c>.</summary>
internal sealed record OrganizationBody : Body
{
    public string? Name { get; init; }
    public bool? Suspended { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        if (Name is not null)
            NameRules.Check(Name, faults);
        Metadata?.CheckAll(faults);
    }
}

[JsonSerializable(typeof(OrganizationJson))]
[JsonSerializable(typeof(ListJson<OrganizationJson>))]
[JsonSerializable(typeof(OrganizationBody))]
internal sealed partial class OrganizationJsonContext : JsonSerializerContext;
