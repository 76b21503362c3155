using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Model.Apps;
using Ingot.Model.Instances;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Processes;

/// <summary>The instances of a process: how they are, and starting one anew. CF v3 "Get stats for a process", "Terminate a process instance".</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/processes/{guid}/stats", Stats);
        v3.MapGet("/apps/{guid}/processes/{type}/stats", StatsOfApp);
        v3.MapDelete("/processes/{guid}/instances/{index:int}", Terminate);
        v3.MapDelete("/apps/{guid}/processes/{type}/instances/{index:int}", TerminateOfApp);
    }

    private static Task<Ok<StatsJson>> Stats(string guid, ApiRequest request, IInstances instances, TimeProvider time) =>
        StatsAsync(request, guid, type: null, instances, time);

    private static Task<Ok<StatsJson>> StatsOfApp(string guid, string type, ApiRequest request, IInstances instances, TimeProvider time) =>
        StatsAsync(request, guid, type, instances, time);

    private static Task<NoContent> Terminate(string guid, int index, ApiRequest request, IInstances instances) =>
        TerminateAsync(request, guid, type: null, index, instances);

    private static Task<NoContent> TerminateOfApp(string guid, string type, int index, ApiRequest request, IInstances instances) =>
        TerminateAsync(request, guid, type, index, instances);

    /// <summary>
    /// One row for every index that is wanted, and during a deployment for every spare; clients count rows, so an instance that is only
    /// finishing its requests has none.
    /// </summary>
    private static async Task<Ok<StatsJson>> StatsAsync(
        ApiRequest request,
        string guid,
        string? type,
        IInstances instances,
        TimeProvider time
    )
    {
        var (process, version) = await request.ReadAsync(async session =>
        {
            var found = await ProcessEndpoints.GetAsync(session, request.Caller, guid, type);
            return (found, await session.FindAsync<ProcessVersion>(found.Version ?? ""));
        });
        var usage = await instances.UsageAsync(process.Guid, request.Aborted);
        var reports = instances.Of(process.Guid).ToDictionary(report => report.Index);
        var now = time.GetUtcNow();
        var spares = process.StableVersion is null ? [] : reports.Values.Where(IsServing).Select(report => report.Index);
        return TypedResults.Ok(new StatsJson([.. Enumerable.Range(0, process.Instances).Union(spares).Order().Select(Row)]));

        StatsRowJson Row(int index) =>
            reports.TryGetValue(index, out var report)
                ? StatsRowJson.Of(process, version, report, usage.GetValueOrDefault(report.InstanceGuid ?? ""), now)
                : StatsRowJson.Down(process, index);
    }

    private static bool IsServing(InstanceReport report) => report.State is InstanceState.Starting or InstanceState.Running;

    private static async Task<NoContent> TerminateAsync(ApiRequest request, string guid, string? type, int index, IInstances instances)
    {
        var process = await request.ReadAsync(async session =>
        {
            var found = await ProcessEndpoints.GetAsync(session, request.Caller, guid, type);
            await AppEndpoints.GetForOperatorAsync(session, request.Caller, found.AppGuid);
            return found;
        });
        if (!await instances.RestartAsync(process.Guid, index, request.Aborted))
            throw Errors.NotFound.With("Instance not found");
        await request.WriteAsync(async session =>
        {
            // The app may have been deleted meanwhile; then there is nothing to tell of.
            if (await session.FindAsync<App>(process.AppGuid) is { } app)
                await session.AuditAsync(
                    request.Caller,
                    "audit.app.process.terminate_instance",
                    app,
                    new JsonObject { ["process_guid"] = process.Guid, ["process_type"] = process.Type, ["process_index"] = index }
                );
            return process;
        });
        return TypedResults.NoContent();
    }
}
