using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Hosting;
using Ingot.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Api.Resources;

/// <summary>Deletes what holds apps, or is one.</summary>
internal static class DeleteWithApps
{
    /// <summary>
    /// Deletes a row and all that hangs on it in one transaction, then the files of its apps. The reconciler stops the instances that
    /// nobody wants any more. Answers with a job that is complete.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="guid">The row's key.</param>
    /// <param name="operation">What the job is called.</param>
    /// <param name="apps">SQL for the guids of the apps in the row, which is <c>@guid</c>.</param>
    /// <param name="prepareAsync">Checks the role and does what goes along, in the same transaction.</param>
    public static async Task<Accepted> DeleteWithAppsAsync<TRow>(
        this ApiRequest request,
        string guid,
        string operation,
        string apps,
        Func<DbSession, Task> prepareAsync
    )
    {
        var directory = request.Http.RequestServices.GetRequiredService<DataDirectory>();
        var (job, files) = await request.WriteAsync(async session =>
        {
            await prepareAsync(session);
            var packages = await session.QueryAsync<string>($"select guid from packages where app_guid in ({apps})", new { guid });
            var droplets = await session.QueryAsync<string>($"select guid from droplets where app_guid in ({apps})", new { guid });
            var caches = await session.QueryAsync<string>($"select guid from apps where guid in ({apps})", new { guid });
            await session.DeleteAsync<TRow>(guid);
            string[] blobs = [.. packages.Select(directory.PackagePath), .. droplets.Select(directory.DropletPath), .. caches.Select(directory.BuildCachePath)];
            return (await session.CompleteJobAsync(operation), blobs);
        });
        foreach (var file in files)
            File.Delete(file);
        return TypedResults.Accepted(request.JobUrl(job));
    }
}
