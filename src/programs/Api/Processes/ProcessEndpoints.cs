using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Processes;

/// <summary>Processes, by their guid or by app and type. CF v3 "Processes".</summary>
internal static class ProcessEndpoints
{
    public static ResourceDescription<AppProcess, ProcessJson> Description { get; } =
        new()
        {
            Name = "Process",
            Plural = "processes",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = PresentAsync,
            Filters =
            [
                Filter.In("types", "r.type"),
                Filter.In("app_guids", "r.app_guid"),
                Filter.In("space_guids", "(select a.space_guid from apps a where a.guid = r.app_guid)"),
                Filter.In(
                    "organization_guids",
                    "(select s.organization_guid from spaces s join apps a on a.space_guid = s.guid where a.guid = r.app_guid)"
                ),
            ],
        };

    public static void MapProcesses(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "processes", Description, Filter.In("app_guids", "r.app_guid"));
        v3.MapGet("/apps/{guid}/processes/{type}", ShowOfApp);
        v3.MapPatch("/processes/{guid}", Update);
        v3.MapPatch("/apps/{guid}/processes/{type}", UpdateOfApp);
        v3.MapPost("/processes/{guid}/actions/scale", Scale);
        v3.MapPost("/apps/{guid}/processes/{type}/actions/scale", ScaleOfApp);
        v3.MapInstances();
    }

    /// <summary>The process an address names: by its guid, or by its app's guid and its type.</summary>
    public static async Task<AppProcess> GetAsync(DbSession session, Caller caller, string guid, string? type)
    {
        if (type is null)
            return await Description.GetAsync(session, caller, guid);
        var app = await AppEndpoints.Description.GetAsync(session, caller, guid);
        return await session.FindFirstAsync<AppProcess>(
                "select * from processes where app_guid = @Guid and type = @type",
                new { app.Guid, type }
            ) ?? throw Errors.NotFound.With("Process not found");
    }

    private static Task<Ok<ProcessJson>> ShowOfApp(string guid, string type, ApiRequest request) =>
        request.ReadAsync(async session => await PresentOneAsync(session, request, await GetAsync(session, request.Caller, guid, type)));

    private static Task<Ok<ProcessJson>> Update(string guid, ApiRequest request) => UpdateAsync(request, guid, type: null);

    private static Task<Ok<ProcessJson>> UpdateOfApp(string guid, string type, ApiRequest request) => UpdateAsync(request, guid, type);

    private static Task<Accepted<ProcessJson>> Scale(string guid, ApiRequest request) => ScaleAsync(request, guid, type: null);

    private static Task<Accepted<ProcessJson>> ScaleOfApp(string guid, string type, ApiRequest request) => ScaleAsync(request, guid, type);

    private static async Task<Ok<ProcessJson>> UpdateAsync(ApiRequest request, string guid, string? type)
    {
        var body = await request.BodyAsync<UpdateProcessBody>();
        return await request.WriteAsync(async session =>
        {
            var process = await GetAsync(session, request.Caller, guid, type);
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, process.AppGuid);
            body.ApplyTo(process);
            await session.UpdateProcessAsync(request.Caller, app, process);
            return await PresentOneAsync(session, request, process);
        });
    }

    /// <summary>Answers 202 without a Location: there is no job to poll, stats tell how far it is.</summary>
    private static async Task<Accepted<ProcessJson>> ScaleAsync(ApiRequest request, string guid, string? type)
    {
        var body = await request.BodyAsync<ScaleBody>();
        return await request.WriteAsync(async session =>
        {
            var process = await GetAsync(session, request.Caller, guid, type);
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, process.AppGuid);
            await session.ScaleProcessAsync(request.Caller, app, process, body);
            return TypedResults.Accepted((string?)null, (await PresentOneAsync(session, request, process)).Value);
        });
    }

    private static async Task<Ok<ProcessJson>> PresentOneAsync(DbSession session, ApiRequest request, AppProcess process) =>
        TypedResults.Ok(await Description.PresentOneAsync(session, new Links(request.Address), process));

    /// <summary>A process without a command of its own shows the one its app's droplet brings.</summary>
    private static async Task<IReadOnlyList<ProcessJson>> PresentAsync(Presentation presentation, IReadOnlyList<AppProcess> processes)
    {
        var apps = processes.Where(process => process.Command is null).Select(process => process.AppGuid).Distinct().ToArray();
        var droplets = (
            await presentation.Session.QueryAsync<Droplet>(
                "select d.* from droplets d join apps a on a.current_droplet_guid = d.guid where a.guid in @apps",
                new { apps }
            )
        ).ToDictionary(droplet => droplet.AppGuid);
        var revisions = (
            await presentation.Session.QueryAsync<ProcessVersion>(
                "select * from process_versions where version in @versions",
                new { versions = processes.Select(process => process.Version).OfType<string>().ToArray() }
            )
        ).ToDictionary(version => version.Version, version => version.RevisionGuid);
        return
        [
            .. processes.Select(process =>
                ProcessJson.Of(
                    process,
                    revisions.GetValueOrDefault(process.Version ?? ""),
                    droplets.GetValueOrDefault(process.AppGuid)?.ProcessTypes.GetValueOrDefault(process.Type),
                    presentation.Links,
                    presentation.InList
                )
            ),
        ];
    }
}
