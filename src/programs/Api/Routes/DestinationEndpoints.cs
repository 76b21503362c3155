using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Routes;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Route = Ingot.Model.Routes.Route;

namespace Ingot.Api.Routes;

/// <summary>Which apps answer a route. CF v3 "Destinations".</summary>
internal static class DestinationEndpoints
{
    public static void MapDestinations(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/routes/{guid}/destinations", List);
        v3.MapPost("/routes/{guid}/destinations", Add);
        v3.MapPatch("/routes/{guid}/destinations", Replace);
        v3.MapPatch("/routes/{guid}/destinations/{destination}", Update);
        v3.MapDelete("/routes/{guid}/destinations/{destination}", Remove);
    }

    private static Task<Ok<DestinationsJson>> List(string guid, ApiRequest request) =>
        request.ReadAsync(async session =>
        {
            await RouteEndpoints.Description.GetAsync(session, request.Caller, guid);
            return await PresentAsync(session, request, guid);
        });

    private static Task<Ok<DestinationsJson>> Add(string guid, ApiRequest request) => ChangeAsync(guid, request, replace: false);

    private static Task<Ok<DestinationsJson>> Replace(string guid, ApiRequest request) => ChangeAsync(guid, request, replace: true);

    private static async Task<Ok<DestinationJson>> Update(string guid, string destination, ApiRequest request)
    {
        var body = await request.BodyAsync<DestinationProtocolBody>();
        return await request.WriteAsync(async session =>
        {
            var (_, found) = await GetAsync(session, request.Caller, guid, destination);
            found.Protocol = body.Protocol ?? "http1";
            await session.UpdateAsync(found);
            return TypedResults.Ok(DestinationJson.Of(found));
        });
    }

    private static async Task<NoContent> Remove(string guid, string destination, ApiRequest request)
    {
        await request.WriteAsync(async session =>
        {
            var (route, found) = await GetAsync(session, request.Caller, guid, destination);
            await session.UnmapRouteAsync(request.Caller, route, found);
            return route;
        });
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DestinationsJson>> ChangeAsync(string guid, ApiRequest request, bool replace)
    {
        var body = await request.BodyAsync<DestinationsBody>();
        return await request.WriteAsync(async session =>
        {
            var route = await GetForOperatorAsync(session, request.Caller, guid);
            var wanted = body.Destinations!.ConvertAll(destination => destination.ToRow(guid));
            if (replace)
                await RemoveOthersAsync(session, request.Caller, route, wanted);
            foreach (var destination in wanted)
            {
                var app =
                    await AppEndpoints.Description.FindAsync(session, request.Caller, destination.AppGuid)
                    ?? throw Errors.Unprocessable.With($"App(s) with guid(s) \"{destination.AppGuid}\" do not exist or you do not have access.");
                await session.MapRouteAsync(request.Caller, route, app, destination);
            }
            return await PresentAsync(session, request, guid);
        });
    }

    private static async Task RemoveOthersAsync(DbSession session, Caller caller, Route route, List<Destination> wanted)
    {
        foreach (var present in await RouteQueries.DestinationsOfAsync(session, route.Guid))
        {
            var stays = wanted.Exists(other => (other.AppGuid, other.ProcessType, other.Port) == (present.AppGuid, present.ProcessType, present.Port));
            if (!stays)
                await session.UnmapRouteAsync(caller, route, present);
        }
    }

    private static async Task<(Route Route, Destination Destination)> GetAsync(DbSession session, Caller caller, string guid, string destination)
    {
        var route = await GetForOperatorAsync(session, caller, guid);
        var found = await session.FindAsync<Destination>(destination);
        if (found is null || found.RouteGuid != guid)
            throw Errors.Unprocessable.With("Unable to unmap route from destination. Ensure the route has a destination with this guid.");
        return (route, found);
    }

    private static async Task<Route> GetForOperatorAsync(DbSession session, Caller caller, string guid)
    {
        var route = await RouteEndpoints.Description.GetAsync(session, caller, guid);
        await session.RequireOperatorAsync(caller, route.SpaceGuid);
        return route;
    }

    private static async Task<Ok<DestinationsJson>> PresentAsync(DbSession session, ApiRequest request, string guid)
    {
        var links = new Links(request.Address).Of($"/v3/routes/{guid}/destinations");
        links["route"] = new Links(request.Address).To($"/v3/routes/{guid}");
        var rows = await RouteQueries.DestinationsOfAsync(session, guid);
        return TypedResults.Ok(new DestinationsJson([.. rows.Select(DestinationJson.Of)], links));
    }
}
