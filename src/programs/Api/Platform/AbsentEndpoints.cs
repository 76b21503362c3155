using Ingot.Api.Http;
using Ingot.Api.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Platform;

/// <summary>Nouns Ingot does not have, of which clients ask how many there are in the course of other commands: none.</summary>
internal static class AbsentEndpoints
{
    public static void MapAbsent(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/deployments", ListNone);
        v3.MapPost("/deployments", RefuseDeployment);
        v3.MapGet("/service_route_bindings", ListNone);
        v3.MapGet("/service_credential_bindings", ListNone);
        v3.MapGet("/service_instances", ListNone);
    }

    private static Ok<ListJson<GuidJson>> ListNone(ApiRequest request) => TypedResults.Ok(StaticList.Of<GuidJson>(request, []));

    private static NoContent RefuseDeployment() =>
        throw Errors.Unprocessable.With("Deployments are not supported by this version of Ingot; stop and start the app instead.");
}
