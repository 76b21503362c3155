using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Organizations;
using Ingot.Model.Processes;
using Ingot.Model.Spaces;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using static Ingot.Api.Routes.RouteQueries;

namespace Ingot.Api.Environments;

/// <summary>An app's environment. CF v3 "Get environment for an app", "App environment variables".</summary>
internal static class EnvironmentEndpoints
{
    public static void MapEnvironment(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/apps/{guid}/env", ShowAll);
        v3.MapGet("/apps/{guid}/environment_variables", Show);
        v3.MapPatch("/apps/{guid}/environment_variables", Update);
    }

    private static async Task<Ok<EnvironmentVariablesJson>> Show(string guid, ApiRequest request)
    {
        var app = await request.ReadAsync(session => AppEndpoints.GetForOperatorAsync(session, request.Caller, guid));
        return Present(app, request);
    }

    private static async Task<Ok<EnvironmentVariablesJson>> Update(string guid, ApiRequest request)
    {
        var body = await request.BodyAsync<EnvironmentBody>();
        var app = await request.WriteAsync(async session =>
        {
            var found = await AppEndpoints.GetForOperatorAsync(session, request.Caller, guid);
            AppRules.MergeEnvironment(found, body.Var!);
            await session.UpdateAppAsync(request.Caller, found, new JsonObject { ["environment_variables"] = "[PRIVATE DATA HIDDEN]" });
            return found;
        });
        return Present(app, request);
    }

    private static async Task<Ok<EnvironmentJson>> ShowAll(string guid, ApiRequest request) =>
        TypedResults.Ok(
            await request.ReadAsync(async session =>
            {
                var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, guid);
                return new EnvironmentJson(
                    new Dictionary<string, string>(),
                    new Dictionary<string, string>(),
                    app.EnvironmentVariables,
                    new JsonObject { ["VCAP_SERVICES"] = new JsonObject() },
                    new JsonObject { ["VCAP_APPLICATION"] = await VcapApplicationAsync(session, request, app) }
                );
            })
        );

    /// <summary>What every instance of the web process is told about itself, without its own index and port.</summary>
    private static async Task<JsonObject> VcapApplicationAsync(DbSession session, ApiRequest request, App app)
    {
        var space = await session.GetAsync<Space>(app.SpaceGuid);
        var organization = await session.GetAsync<Organization>(space.OrganizationGuid);
        var web = await session.FindAsync<AppProcess>(app.Guid);
        var uris = await UrlsOfAsync(session, request.Address, app.Guid);
        return new JsonObject
        {
            ["cf_api"] = request.Address.Url,
            ["limits"] = new JsonObject { ["fds"] = 16384, ["mem"] = web?.MemoryMb, ["disk"] = web?.DiskMb },
            ["application_name"] = app.Name,
            ["application_uris"] = new JsonArray([.. uris.Select(uri => JsonValue.Create(uri))]),
            ["name"] = app.Name,
            ["space_name"] = space.Name,
            ["space_id"] = space.Guid,
            ["organization_id"] = organization.Guid,
            ["organization_name"] = organization.Name,
            ["uris"] = new JsonArray([.. uris.Select(uri => JsonValue.Create(uri))]),
            ["users"] = null,
            ["application_id"] = app.Guid,
        };
    }

    private static Ok<EnvironmentVariablesJson> Present(App app, ApiRequest request)
    {
        var links = new Links(request.Address).Of($"/v3/apps/{app.Guid}/environment_variables");
        links["app"] = new Links(request.Address).To($"/v3/apps/{app.Guid}");
        return TypedResults.Ok(new EnvironmentVariablesJson(app.EnvironmentVariables, links));
    }
}
