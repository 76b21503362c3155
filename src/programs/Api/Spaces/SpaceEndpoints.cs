using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Organizations;
using Ingot.Api.Resources;
using Ingot.Model.Organizations;
using Ingot.Model.Spaces;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Spaces;

/// <summary>Spaces. CF v3 "Spaces".</summary>
internal static class SpaceEndpoints
{
    public static ResourceDescription<Space, SpaceJson> Description { get; } =
        new()
        {
            Name = "Space",
            Plural = "spaces",
            VisibleTo = Visible.InSpace("r.guid"),
            PresentAsync = ResourceDescription<Space, SpaceJson>.Each((row, presentation) => SpaceJson.Of(row, presentation.Links)),
            Filters = [Filter.In("names", "r.name"), Filter.In("organization_guids", "r.organization_guid")],
            SortKeys = ["name"],
            Includes =
            [
                IncludeOrganization<Space>("organization", space => space.Guid),
                IncludeOrganization<Space>("org", space => space.Guid),
            ],
        };

    public static void MapSpaces(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/spaces", Create);
        v3.MapPatch("/spaces/{guid}", Update);
        v3.MapDelete("/spaces/{guid}", Delete);
    }

    /// <summary>For bodies that name a space: one the caller cannot read is as good as none.</summary>
    public static async Task RequireReferredAsync(DbSession session, Caller caller, string guid)
    {
        if (await Description.FindAsync(session, caller, guid) is null)
            throw Errors.Unprocessable.With("Invalid space. Ensure that the space exists and you have access to it.");
    }

    /// <summary>The spaces of a noun's rows.</summary>
    public static Include<TRow> Include<TRow>(string name, Func<TRow, string> spaceOf) =>
        new(
            name,
            "spaces",
            async (presentation, rows) =>
            {
                var guids = rows.Select(spaceOf).Distinct().ToArray();
                var spaces = await presentation.Session.QueryAsync<Space>("select * from spaces where guid in @guids order by guid", new { guids });
                return [.. spaces.Select(space => SpaceJson.Of(space, presentation.Links))];
            }
        );

    /// <summary>The organizations of the spaces of a noun's rows.</summary>
    public static Include<TRow> IncludeOrganization<TRow>(string name, Func<TRow, string> spaceOf) =>
        new(
            name,
            "organizations",
            async (presentation, rows) =>
            {
                var guids = rows.Select(spaceOf).Distinct().ToArray();
                var organizations = await presentation.Session.QueryAsync<Organization>(
                    "select * from organizations where guid in (select organization_guid from spaces where guid in @guids) order by guid",
                    new { guids }
                );
                return [.. organizations.Select(organization => OrganizationJson.Of(organization, presentation.Links))];
            }
        );

    private static async Task<Created<SpaceJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateSpaceBody>();
        var space = new Space { Guid = Guid.NewGuid().ToString(), Name = body.Name!, OrganizationGuid = body.Relationships!.Organization!.Guid! };
        body.Metadata?.MergeInto(space);
        await request.WriteAsync(async session =>
        {
            if (await OrganizationEndpoints.Description.FindAsync(session, request.Caller, space.OrganizationGuid) is null)
                throw Errors.Unprocessable.With("Invalid organization. Ensure the organization exists and you have access to it.");
            await session.RequireOrganizationManagerAsync(request.Caller, space.OrganizationGuid);
            await session.InsertAsync(space);
            await session.AuditAsync(request.Caller, "audit.space.create", space);
            return space;
        });
        return TypedResults.Created((string?)null, SpaceJson.Of(space, new Links(request.Address)));
    }

    private static async Task<Ok<SpaceJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<UpdateSpaceBody>();
        var space = await request.WriteAsync(async session =>
        {
            var found = await Description.GetAsync(session, request.Caller, guid);
            await session.RequireOrganizationManagerAsync(request.Caller, found.OrganizationGuid);
            found.Name = body.Name ?? found.Name;
            body.Metadata?.MergeInto(found);
            await session.UpdateAsync(found);
            await session.AuditAsync(request.Caller, "audit.space.update", found);
            return found;
        });
        return TypedResults.Ok(SpaceJson.Of(space, new Links(request.Address)));
    }

    /// <summary>With its apps and routes.</summary>
    private static Task<Accepted> Delete(string guid, ApiRequest request) =>
        request.DeleteWithAppsAsync<Space>(
            guid,
            "space.delete",
            apps: "select guid from apps where space_guid = @guid",
            async session =>
            {
                var space = await Description.GetAsync(session, request.Caller, guid);
                await session.RequireOrganizationManagerAsync(request.Caller, space.OrganizationGuid);
                await session.AuditAsync(request.Caller, "audit.space.delete-request", space);
            }
        );
}
