using Ingot.Hosting;
using Ingot.Model.Apps;
using Ingot.Storage;

namespace Ingot.Api.Apps;

/// <summary>The files that belong to an app.</summary>
internal static class AppBlobs
{
    public static async Task<IReadOnlyList<string>> BlobsOfAsync(this DbSession session, App app, DataDirectory directory)
    {
        var packages = await session.QueryAsync<string>("select guid from packages where app_guid = @Guid", new { app.Guid });
        var droplets = await session.QueryAsync<string>("select guid from droplets where app_guid = @Guid", new { app.Guid });
        return [.. packages.Select(directory.PackagePath), .. droplets.Select(directory.DropletPath), directory.BuildCachePath(app.Guid)];
    }
}
