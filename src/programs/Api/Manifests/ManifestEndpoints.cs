using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Spaces;
using Ingot.Manifests;
using Ingot.Model.Jobs;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Manifests;

/// <summary>Manifests: applied, compared and written. CF v3 "Manifests".</summary>
internal static class ManifestEndpoints
{
    public static void MapManifests(this IEndpointRouteBuilder v3)
    {
        v3.MapPost("/spaces/{guid}/actions/apply_manifest", Apply);
        v3.MapPost("/spaces/{guid}/manifest_diff", Diff);
        v3.MapGet("/apps/{guid}/manifest", Show);
    }

    /// <summary>
    /// Applies the whole manifest or nothing of it, in one transaction; the job is over when its address is sent. Cloud Foundry checks some
    /// things only in the job and keeps what it did before the fault.
    /// </summary>
    private static async Task<Accepted> Apply(string guid, ApiRequest request)
    {
        var manifest = await request.ManifestAsync();
        var job = await request.WriteAsync(async session =>
        {
            await RequireSpaceAsync(session, request, guid);
            foreach (var app in manifest.Apps)
                await session.ApplyManifestAsync(request, guid, app);
            return await session.InsertJobAsync(
                new Job
                {
                    Guid = Guid.NewGuid().ToString(),
                    Operation = "space.apply_manifest",
                    Warnings = [.. manifest.Warnings.Select(warning => $"{warning}")],
                }
            );
        });
        return TypedResults.Accepted(request.JobUrl(job));
    }

    private static async Task<IResult> Diff(string guid, ApiRequest request)
    {
        var manifest = await request.ManifestAsync();
        var entries = await request.ReadAsync(async session =>
        {
            await RequireSpaceAsync(session, request, guid);
            var found = new List<DiffEntry>();
            foreach (var (index, wanted) in manifest.Apps.Index())
            {
                var app = await session.FindAppAsync(guid, wanted.Name);
                var current = app is null ? null : await session.ManifestOfAsync(app);
                found.AddRange(ManifestDiff.Of(index, current, wanted));
            }
            return found;
        });
        return TypedResults.Json(new DiffJson(entries), DiffJsonContext.Default.DiffJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<ContentHttpResult> Show(string guid, ApiRequest request)
    {
        var manifest = await request.ReadAsync(async session =>
            await session.ManifestOfAsync(await AppEndpoints.GetForDeveloperAsync(session, request.Caller, guid))
        );
        return TypedResults.Text(ManifestWriter.Write([manifest]), ManifestRequest.MediaType);
    }

    private static async Task RequireSpaceAsync(DbSession session, ApiRequest request, string guid)
    {
        await SpaceEndpoints.Description.GetAsync(session, request.Caller, guid);
        await session.RequireDeveloperAsync(request.Caller, guid);
    }
}
