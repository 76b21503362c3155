using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Droplets;

/// <summary>The droplet an app runs from its next start on. CF v3 "Set current droplet".</summary>
internal static class CurrentDropletEndpoints
{
    public static void MapCurrentDroplet(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/apps/{guid}/droplets/current", Show);
        v3.MapGet("/apps/{guid}/relationships/current_droplet", ShowRelationship);
        v3.MapPatch("/apps/{guid}/relationships/current_droplet", Set);
    }

    /// <summary>Assigns a staged droplet and makes the process types it brings.</summary>
    public static async Task SetCurrentDropletAsync(this DbSession session, Caller caller, App app, Droplet droplet)
    {
        app.CurrentDropletGuid = droplet.Guid;
        await session.UpdateAsync(app);
        var present = await session.QueryAsync<string>("select type from processes where app_guid = @Guid", new { app.Guid });
        foreach (var type in droplet.ProcessTypes.Keys.Append(AppProcess.Web).Except(present).Order())
            await session.CreateProcessAsync(app, type);
        var data = new JsonObject { ["request"] = new JsonObject { ["droplet_guid"] = droplet.Guid } };
        await session.AuditAsync(caller, "audit.app.droplet.mapped", app, data);
    }

    private static Task<Ok<DropletJson>> Show(string guid, ApiRequest request) =>
        request.ReadAsync(async session =>
        {
            var droplet = await FindAsync(session, request, guid);
            return TypedResults.Ok(DropletJson.Of(droplet, new Links(request.Address), inList: false));
        });

    private static Task<Ok<CurrentDropletJson>> ShowRelationship(string guid, ApiRequest request) =>
        request.ReadAsync(async session => Present(guid, (await FindAsync(session, request, guid)).Guid, request));

    private static async Task<Ok<CurrentDropletJson>> Set(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<ToOneBody>();
        await request.WriteAsync(async session =>
        {
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, guid);
            var droplet = await session.FindAsync<Droplet>(body.Guid ?? "");
            if (droplet is null || droplet.AppGuid != app.Guid || droplet.State != DropletStates.Staged)
                throw Errors.Unprocessable.With("Unable to assign current droplet. Ensure the droplet exists and belongs to this app.");
            await session.SetCurrentDropletAsync(request.Caller, app, droplet);
            return droplet;
        });
        return Present(guid, body.Guid!, request);
    }

    private static async Task<Droplet> FindAsync(DbSession session, ApiRequest request, string guid)
    {
        var app = await AppEndpoints.Description.GetAsync(session, request.Caller, guid);
        return await session.FindAsync<Droplet>(app.CurrentDropletGuid ?? "") ?? throw Errors.NotFound.With("Droplet not found");
    }

    private static Ok<CurrentDropletJson> Present(string app, string droplet, ApiRequest request)
    {
        var links = new Links(request.Address).Of($"/v3/apps/{app}/relationships/current_droplet");
        links["related"] = new Links(request.Address).To($"/v3/apps/{app}/droplets/current");
        return TypedResults.Ok(new CurrentDropletJson(new GuidJson(droplet), links));
    }
}
