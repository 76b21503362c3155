using System.Text.Json.Serialization;
using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Platform;
using Ingot.Api.Processes;
using Ingot.Api.Resources;
using Ingot.Model.Sidecars;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Sidecars;

/// <summary>Second programs of an app, as manifests name them. CF v3 "Sidecars".</summary>
internal static class SidecarEndpoints
{
    private static ResourceDescription<Sidecar, SidecarJson> Description { get; } =
        new()
        {
            Name = "Sidecar",
            Plural = "sidecars",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = ResourceDescription<Sidecar, SidecarJson>.Each((row, _) => SidecarJson.Of(row)),
        };

    public static void MapSidecars(this IEndpointRouteBuilder v3)
    {
        v3.MapNestedList(AppEndpoints.Description, "sidecars", Description, Filter.In("app_guids", "r.app_guid"));
        v3.MapGet("/processes/{guid}/sidecars", ListOfProcess);
        v3.MapShow(Description);
        v3.MapDelete("/sidecars/{guid}", Delete);
    }

    public static Task<IReadOnlyList<Sidecar>> SidecarsOfAsync(this DbSession session, string appGuid) =>
        session.QueryAsync<Sidecar>("select * from sidecars where app_guid = @appGuid order by created_at, guid", new { appGuid });

    private static Task<Ok<ListJson<SidecarJson>>> ListOfProcess(string guid, ApiRequest request) =>
        request.ReadAsync(async session =>
        {
            var process = await ProcessEndpoints.Description.GetAsync(session, request.Caller, guid);
            var sidecars = await session.SidecarsOfAsync(process.AppGuid);
            return TypedResults.Ok(
                StaticList.Of<SidecarJson>(request, [.. sidecars.Where(sidecar => sidecar.ProcessTypes.Contains(process.Type)).Select(SidecarJson.Of)])
            );
        });

    private static Task<NoContent> Delete(string guid, ApiRequest request) =>
        request.WriteAsync(async session =>
        {
            var sidecar = await Description.GetAsync(session, request.Caller, guid);
            await AppEndpoints.GetForDeveloperAsync(session, request.Caller, sidecar.AppGuid);
            await session.DeleteAsync<Sidecar>(guid);
            return TypedResults.NoContent();
        });
}

/// <summary>A sidecar as clients see it. CF v3 "The sidecar object", which has no links.</summary>
internal sealed record SidecarJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Name,
    string Command,
    IReadOnlyList<string> ProcessTypes,
    int? MemoryInMb,
    string Origin,
    AppRelationshipJson Relationships
)
{
    public static SidecarJson Of(Sidecar sidecar) =>
        new(
            sidecar.Guid,
            sidecar.CreatedAt,
            sidecar.UpdatedAt,
            sidecar.Name,
            sidecar.Command,
            sidecar.ProcessTypes,
            sidecar.MemoryMb,
            "user",
            new AppRelationshipJson(ToOneJson.To(sidecar.AppGuid))
        );
}

[JsonSerializable(typeof(SidecarJson))]
[JsonSerializable(typeof(ListJson<SidecarJson>))]
internal sealed partial class SidecarJsonContext : JsonSerializerContext;
