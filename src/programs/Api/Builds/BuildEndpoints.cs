using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Packages;
using Ingot.Api.Resources;
using Ingot.Model.Builds;
using Ingot.Model.Packages;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Builds;

/// <summary>Staging packages into droplets. CF v3 "Builds".</summary>
internal static class BuildEndpoints
{
    private static ResourceDescription<Build, BuildJson> Description { get; } =
        new()
        {
            Name = "Build",
            Plural = "builds",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = ResourceDescription<Build, BuildJson>.Each((row, presentation) => BuildJson.Of(row, presentation.Links)),
            Filters =
            [
                Filter.In("states", "r.state"),
                Filter.In("app_guids", "r.app_guid"),
                Filter.In("package_guids", "r.package_guid"),
            ],
        };

    public static void MapBuilds(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "builds", Description, Filter.In("app_guids", "r.app_guid"));
        v3.MapPost("/builds", Create);
    }

    /// <summary>The row is the order: the reconciler finds it and stages it on a cell.</summary>
    private static async Task<Created<BuildJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateBuildBody>();
        var build = await request.WriteAsync(async session =>
        {
            var package =
                await PackageEndpoints.Description.FindAsync(session, request.Caller, body.Package!.Guid!)
                ?? throw Errors.Unprocessable.With("Unable to use package. Ensure that the package exists and you have access to it.");
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, package.AppGuid);
            if (package.State != PackageStates.Ready)
                throw Errors.BadRequest.With("Bad request: Cannot stage package whose state is not ready.");
            await RefuseSecondAsync(session, app.Guid);
            var created = NewBuild(request, body, package, app);
            await session.InsertAsync(created);
            var data = new JsonObject { ["build_guid"] = created.Guid, ["package_guid"] = package.Guid };
            await session.AuditAsync(request.Caller, "audit.app.build.create", app, data);
            return created;
        });
        return TypedResults.Created((string?)null, BuildJson.Of(build, new Links(request.Address)));
    }

    private static async Task RefuseSecondAsync(DbSession session, string appGuid)
    {
        var staging = await session.ScalarAsync<long>(
            "select count(*) from builds where app_guid = @appGuid and state = @Staging",
            new { appGuid, BuildStates.Staging }
        );
        if (staging > 0)
            throw Errors.StagingInProgress.With();
    }

    private static Build NewBuild(ApiRequest request, CreateBuildBody body, Package package, Model.Apps.App app)
    {
        var build = new Build
        {
            Guid = Guid.NewGuid().ToString(),
            AppGuid = app.Guid,
            PackageGuid = package.Guid,
            DropletGuid = Guid.NewGuid().ToString(),
            LifecycleType = app.LifecycleType,
            Buildpacks = body.Lifecycle?.Data?.Buildpacks is { } chosen ? LifecycleBody.Chosen(chosen) : app.Buildpacks,
            Stack = body.Lifecycle?.Data?.Stack ?? app.Stack,
            StagingMemoryMb = body.StagingMemoryInMb ?? Build.DefaultStagingMemoryMb,
            StagingDiskMb = body.StagingDiskInMb ?? Build.DefaultStagingDiskMb,
            StagingLogRateLimit = body.StagingLogRateLimitBytesPerSecond ?? -1,
            CreatedByGuid = request.Caller.UserGuid,
            CreatedByName = request.Caller.UserName,
        };
        body.Metadata?.MergeInto(build);
        return build;
    }
}
