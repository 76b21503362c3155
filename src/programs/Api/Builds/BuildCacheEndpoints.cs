using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Builds;

/// <summary>Drops what buildpacks keep between stagings. CF v3 "Clear buildpack cache", of one app and of all.</summary>
internal static class BuildCacheEndpoints
{
    public static void MapBuildCaches(this IEndpointRouteBuilder v3)
    {
        v3.MapPost("/apps/{guid}/actions/clear_buildpack_cache", Clear);
        v3.MapPost("/admin/actions/clear_buildpack_cache", ClearAll);
    }

    private static async Task<Accepted> Clear(string guid, ApiRequest request, DataDirectory directory)
    {
        var job = await request.WriteAsync(async session =>
        {
            await AppEndpoints.GetForOperatorAsync(session, request.Caller, guid);
            return await session.CompleteJobAsync("app.clear_buildpack_cache");
        });
        File.Delete(directory.BuildCachePath(guid));
        return TypedResults.Accepted(request.JobUrl(job));
    }

    private static async Task<Accepted> ClearAll(ApiRequest request, DataDirectory directory)
    {
        request.Caller.RequireAdmin();
        foreach (var cache in Directory.GetFiles(directory.BuildCaches))
            File.Delete(cache);
        var job = await request.WriteAsync(session => session.CompleteJobAsync("admin.clear_buildpack_cache"));
        return TypedResults.Accepted(request.JobUrl(job));
    }
}
