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
    private static readonly string[] Lists =
        [
            "/service_instances", "/service_credential_bindings", "/service_route_bindings", "/service_brokers",
            "/service_offerings", "/service_plans", "/isolation_segments", "/security_groups", "/space_quotas",
            "/spaces/{guid}/running_security_groups", "/spaces/{guid}/staging_security_groups",
        ];

    private static readonly string[] Relationships =
        ["/organizations/{guid}/relationships/default_isolation_segment", "/spaces/{guid}/relationships/isolation_segment"];

    public static void MapAbsent(this IEndpointRouteBuilder v3)
    {
        foreach (var noun in Lists)
            v3.MapGet(noun, ListNone);
        foreach (var relationship in Relationships)
            v3.MapGet(relationship, () => TypedResults.Ok(ToOneJson.None));
    }

    private static Ok<ListJson<GuidJson>> ListNone(ApiRequest request) => TypedResults.Ok(StaticList.Of<GuidJson>(request, []));
}
