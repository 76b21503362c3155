using System.Text.Json.Serialization;
using Ingot.Api.Http;
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
        v3.MapDelete(
            Description,
            async (session, caller, organization) =>
            {
                caller.RequireAdmin();
                var spaces = await session.ScalarAsync<long>(
                    "select count(*) from spaces where organization_guid = @Guid",
                    new { organization.Guid }
                );
                if (spaces > 0)
                    throw Errors.Unprocessable.With($"Organization '{organization.Name}' still has {spaces} space(s); delete them first.");
            }
        );
    }

    private static async Task<Created<OrganizationJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<OrganizationBody>();
        var organization = new Organization { Guid = Guid.NewGuid().ToString(), Name = body.Name ?? "", Suspended = body.Suspended ?? false };
        body.Metadata?.MergeInto(organization);
        request.Caller.RequireAdmin();
        if (string.IsNullOrWhiteSpace(body.Name))
            throw Errors.Unprocessable.With("Name can't be blank");
        await request.WriteAsync(async session =>
        {
            await session.InsertAsync(organization);
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
            return found;
        });
        return TypedResults.Ok(OrganizationJson.Of(organization, new Links(request.Address)));
    }
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
            new OrganizationRelationshipsJson(ToOneJson.None),
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
        faults.AddIf(Name is not null && (string.IsNullOrWhiteSpace(Name) || Name.Length > 255), "Name must be between 1 and 255 characters");
        Metadata?.CheckAll(faults);
    }
}

[JsonSerializable(typeof(OrganizationJson))]
[JsonSerializable(typeof(ListJson<OrganizationJson>))]
[JsonSerializable(typeof(OrganizationBody))]
internal sealed partial class OrganizationJsonContext : JsonSerializerContext;
