using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Packages;
using Ingot.Api.Resources;
using Ingot.Hosting;
using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Droplets;

/// <summary>Apps ready to run. CF v3 "Droplets".</summary>
internal static class DropletEndpoints
{
    public static ResourceDescription<Droplet, DropletJson> Description { get; } =
        new()
        {
            Name = "Droplet",
            Plural = "droplets",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = ResourceDescription<Droplet, DropletJson>.Each(
                (row, presentation) => DropletJson.Of(row, presentation.Links, presentation.InList)
            ),
            Filters =
            [
                Filter.In("states", "r.state"),
                Filter.In("app_guids", "r.app_guid"),
                Filter.In("space_guids", "(select a.space_guid from apps a where a.guid = r.app_guid)"),
                Filter.In(
                    "organization_guids",
                    "(select s.organization_guid from spaces s join apps a on a.space_guid = s.guid where a.guid = r.app_guid)"
                ),
            ],
        };

    public static void MapDroplets(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "droplets", Description, Filter.In("app_guids", "r.app_guid"));
        v3.MapNestedList(PackageEndpoints.Description, "droplets", Description, Filter.In("package_guids", "r.package_guid"));
        v3.MapCreateDroplet();
        v3.MapGet("/droplets/{guid}/download", Download);
        v3.MapDelete(
            Description,
            async (session, caller, droplet) =>
            {
                var app = await AppEndpoints.GetForDeveloperAsync(session, caller, droplet.AppGuid);
                if (app.CurrentDropletGuid == droplet.Guid)
                    throw Errors.Unprocessable.With("The droplet is the app's current droplet; assign another one before deleting it.");
                if (await session.RunsAsync(droplet.Guid))
                    throw Errors.Unprocessable.With("The app still runs the droplet; restart the app before deleting it.");
            },
            (directory, guid) => directory.DropletPath(guid)
        );
    }

    /// <summary>An app runs what was current when it was last started.</summary>
    private static async Task<bool> RunsAsync(this DbSession session, string dropletGuid) =>
        await session.ScalarAsync<long>(
            """
            select count(*)
            from processes p
            join process_versions v on v.version in (p.version, p.stable_version)
            join apps a on a.guid = p.app_guid
            where v.droplet_guid = @dropletGuid and a.state = @Started
            """,
            new { dropletGuid, AppStates.Started }
        ) > 0;

    private static async Task<PhysicalFileHttpResult> Download(string guid, ApiRequest request, DataDirectory directory)
    {
        var droplet = await request.ReadAsync(session => Description.GetAsync(session, request.Caller, guid));
        var file = directory.DropletPath(droplet.Guid);
        if (droplet.State != DropletStates.Staged || !File.Exists(file))
            throw Errors.Unprocessable.With("Droplet has no bits to download.");
        return TypedResults.PhysicalFile(file, "application/gzip", $"droplet_{guid}.tgz");
    }
}
