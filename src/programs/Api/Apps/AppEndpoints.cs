using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Api.Spaces;
using Ingot.Model.Apps;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Apps;

/// <summary>Apps. CF v3 "Apps".</summary>
internal static class AppEndpoints
{
    public static ResourceDescription<App, AppJson> Description { get; } =
        new()
        {
            Name = "App",
            Plural = "apps",
            VisibleTo = Visible.InSpace("r.space_guid"),
            PresentAsync = ResourceDescription<App, AppJson>.Each((app, presentation) => AppJson.Of(app, presentation.Links)),
            Filters =
            [
                Filter.In("names", "r.name"),
                Filter.In("space_guids", "r.space_guid"),
                Filter.In("organization_guids", "(select s.organization_guid from spaces s where s.guid = r.space_guid)"),
                Filter.In("stacks", "r.stack"),
                Filter.In("lifecycle_type", "r.lifecycle_type"),
            ],
            SortKeys = ["name", "state"],
            Includes =
            [
                SpaceEndpoints.Include<App>("space", app => app.SpaceGuid),
                SpaceEndpoints.IncludeOrganization<App>("space.organization", app => app.SpaceGuid),
                SpaceEndpoints.IncludeOrganization<App>("org", app => app.SpaceGuid),
            ],
        };

    public static void MapApps(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/apps", Create);
        v3.MapPatch("/apps/{guid}", Update);
        v3.MapDelete("/apps/{guid}", Delete);
        v3.MapPost("/apps/{guid}/actions/start", Start);
        v3.MapPost("/apps/{guid}/actions/stop", Stop);
        v3.MapPost("/apps/{guid}/actions/restart", Restart);
        v3.MapFeatures();
    }

    /// <summary>An app the caller may change, loaded inside the transaction that changes it.</summary>
    public static async Task<App> GetForDeveloperAsync(DbSession session, Caller caller, string guid)
    {
        var app = await Description.GetAsync(session, caller, guid);
        await session.RequireDeveloperAsync(caller, app.SpaceGuid);
        return app;
    }

    /// <summary>An app the caller may start, stop and scale.</summary>
    public static async Task<App> GetForOperatorAsync(DbSession session, Caller caller, string guid)
    {
        var app = await Description.GetAsync(session, caller, guid);
        await session.RequireOperatorAsync(caller, app.SpaceGuid);
        return app;
    }

    private static async Task<Created<AppJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateAppBody>();
        var app = new App { Guid = Guid.NewGuid().ToString(), Name = body.Name!, SpaceGuid = body.SpaceGuid };
        body.Lifecycle?.ApplyTo(app);
        body.Metadata?.MergeInto(app);
        AppRules.MergeEnvironment(app, body.EnvironmentVariables ?? []);
        await request.WriteAsync(async session =>
        {
            await SpaceEndpoints.RequireReferredAsync(session, request.Caller, app.SpaceGuid);
            await session.RequireDeveloperAsync(request.Caller, app.SpaceGuid);
            return await session.CreateAppAsync(request.Caller, app);
        });
        return TypedResults.Created((string?)null, AppJson.Of(app, new Links(request.Address)));
    }

    private static async Task<Ok<AppJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<UpdateAppBody>();
        return await ChangeAsync(
            request,
            guid,
            GetForDeveloperAsync,
            async (session, app) =>
            {
                body.ApplyTo(app);
                var said = body.Name is null ? new JsonObject() : new JsonObject { ["name"] = body.Name };
                await session.UpdateAppAsync(request.Caller, app, said);
            }
        );
    }

    private static Task<Ok<AppJson>> Start(string guid, ApiRequest request) =>
        ChangeAsync(request, guid, GetForOperatorAsync, (session, app) => session.StartAppAsync(request.Caller, app));

    private static Task<Ok<AppJson>> Stop(string guid, ApiRequest request) =>
        ChangeAsync(request, guid, GetForOperatorAsync, (session, app) => session.StopAppAsync(request.Caller, app));

    private static Task<Ok<AppJson>> Restart(string guid, ApiRequest request) =>
        ChangeAsync(request, guid, GetForOperatorAsync, (session, app) => session.RestartAppAsync(request.Caller, app));

    private static Task<Accepted> Delete(string guid, ApiRequest request) =>
        request.DeleteWithAppsAsync<App>(
            guid,
            "app.delete",
            apps: "@guid",
            async session =>
                await session.AuditAsync(request.Caller, "audit.app.delete-request", await GetForDeveloperAsync(session, request.Caller, guid))
        );

    private static async Task<Ok<AppJson>> ChangeAsync(
        ApiRequest request,
        string guid,
        Func<DbSession, Caller, string, Task<App>> getAsync,
        Func<DbSession, App, Task> changeAsync
    )
    {
        var app = await request.WriteAsync(async session =>
        {
            var found = await getAsync(session, request.Caller, guid);
            await changeAsync(session, found);
            return found;
        });
        return TypedResults.Ok(AppJson.Of(app, new Links(request.Address)));
    }
}
