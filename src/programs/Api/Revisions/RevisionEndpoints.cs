using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Model.Revisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Revisions;

/// <summary>What an app has run, to return to. CF v3 "Revisions".</summary>
internal static class RevisionEndpoints
{
    private const string IsDeployable = $"exists (select 1 from droplets d where d.guid = r.droplet_guid and d.state = '{DropletStates.Staged}')";

    /// <summary>Of a started app, what a process is to run, and during a deployment what it still runs.</summary>
    private const string IsDeployed = $"""
        exists (select 1 from process_versions v join processes p on v.version in (p.version, p.stable_version) join apps a on a.guid = p.app_guid
                where v.revision_guid = r.guid and a.state = '{AppStates.Started}')
        """;

    private static readonly Filter OfApp = Filter.In("app_guids", "r.app_guid");
    private static readonly Filter Deployed = If("deployed", IsDeployed);

    private static ResourceDescription<Revision, RevisionJson> Description { get; } =
        new()
        {
            Name = "Revision",
            Plural = "revisions",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = PresentAsync,
            Filters =
            [
                Filter.In("versions", "cast(r.version as text)"),
                If("deployable", IsDeployable),
            ],
        };

    public static void MapRevisions(this IEndpointRouteBuilder v3)
    {
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "revisions", Description, OfApp);
        v3.MapGet("/apps/{guid}/revisions/deployed", ListDeployed);
        v3.MapPatch("/revisions/{guid}", Update);
        v3.MapGet("/revisions/{guid}/environment_variables", ShowEnvironment);
    }

    private static Filter If(string name, string condition) => Filter.In(name, $"case when {condition} then 'true' else 'false' end");

    private static async Task<Ok<ListJson<RevisionJson>>> ListDeployed(string guid, ApiRequest request)
    {
        await request.ReadAsync(session => AppEndpoints.Description.GetAsync(session, request.Caller, guid));
        return TypedResults.Ok(await ResourceList.LoadAsync(request, Description, (OfApp, guid), (Deployed, "true")));
    }

    private static async Task<Ok<RevisionJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<UpdateMetadataBody>();
        return await request.WriteAsync(async session =>
        {
            var revision = await Description.GetAsync(session, request.Caller, guid);
            await AppEndpoints.GetForDeveloperAsync(session, request.Caller, revision.AppGuid);
            body.Metadata?.MergeInto(revision);
            await session.UpdateAsync(revision);
            return TypedResults.Ok(await Description.PresentOneAsync(session, new Links(request.Address), revision));
        });
    }

    private static async Task<Ok<RevisionEnvironmentJson>> ShowEnvironment(string guid, ApiRequest request)
    {
        var revision = await request.ReadAsync(async session =>
        {
            var found = await Description.GetAsync(session, request.Caller, guid);
            await AppEndpoints.GetForDeveloperAsync(session, request.Caller, found.AppGuid);
            return found;
        });
        var links = new Links(request.Address).Of($"/v3/revisions/{guid}/environment_variables");
        links["revision"] = new Links(request.Address).To($"/v3/revisions/{guid}");
        links["app"] = new Links(request.Address).To($"/v3/apps/{revision.AppGuid}");
        return TypedResults.Ok(new RevisionEnvironmentJson(revision.Environment, links));
    }

    private static async Task<IReadOnlyList<RevisionJson>> PresentAsync(Presentation presentation, IReadOnlyList<Revision> revisions)
    {
        var guids = revisions.Select(revision => revision.Guid).ToArray();
        const string Query = $"select r.guid from revisions r where r.guid in @guids and {IsDeployable}";
        var deployable = (await presentation.Session.QueryAsync<string>(Query, new { guids })).ToHashSet();
        return [.. revisions.Select(revision => RevisionJson.Of(revision, deployable.Contains(revision.Guid), presentation.Links))];
    }
}
