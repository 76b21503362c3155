using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Hosting;
using Ingot.Model;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Api.Resources;

/// <summary>The endpoints that every noun has alike. What is special about a noun is an ordinary handler in its folder.</summary>
internal static class ResourceEndpoints
{
    /// <summary><c>GET /v3/nouns</c></summary>
    public static void MapList<TRow, TJson>(this IEndpointRouteBuilder v3, ResourceDescription<TRow, TJson> description)
        where TRow : Resource
        where TJson : class =>
        v3.MapGet(
            $"/{description.Plural}",
            (RequestDelegate)(async http => await http.OkAsync(await ResourceList.LoadAsync(new ApiRequest(http), description)))
        );

    /// <summary><c>GET /v3/parents/{guid}/nouns</c>: the noun's list, narrowed to a parent the caller may read.</summary>
    public static void MapNestedList<TRow, TJson, TParent, TParentJson>(
        this IEndpointRouteBuilder v3,
        ResourceDescription<TParent, TParentJson> parent,
        string path,
        ResourceDescription<TRow, TJson> description,
        Filter ofParent
    )
        where TRow : Resource
        where TJson : class
        where TParent : Resource
        where TParentJson : class =>
        v3.MapGet(
            $"/{parent.Plural}/{{guid}}/{path}",
            (RequestDelegate)(http => ListNestedAsync(http, parent, description, ofParent))
        );

    /// <summary><c>GET /v3/nouns/{guid}</c></summary>
    public static void MapShow<TRow, TJson>(this IEndpointRouteBuilder v3, ResourceDescription<TRow, TJson> description)
        where TRow : Resource
        where TJson : class =>
        v3.MapGet(
            $"/{description.Plural}/{{guid}}",
            (RequestDelegate)(
                async http =>
                {
                    var request = new ApiRequest(http);
                    var guid = (string)http.Request.RouteValues["guid"]!;
                    var json = await request.ReadAsync(async session =>
                    {
                        var row = await description.GetAsync(session, request.Caller, guid);
                        return await description.PresentOneAsync(session, new Links(request.Address), row);
                    });
                    await http.OkAsync(json);
                }
            )
        );

    /// <summary><c>DELETE /v3/nouns/{guid}</c>: done at once, answered as a job that is complete.</summary>
    /// <param name="v3">The /v3 group.</param>
    /// <param name="description">The noun.</param>
    /// <param name="prepareAsync">Checks the role and does what goes along, in the same transaction.</param>
    /// <param name="fileOf">The file that goes with the row, deleted once the row is gone for good.</param>
    public static void MapDelete<TRow, TJson>(
        this IEndpointRouteBuilder v3,
        ResourceDescription<TRow, TJson> description,
        Func<DbSession, Caller, TRow, Task> prepareAsync,
        Func<DataDirectory, string, string>? fileOf = null
    )
        where TRow : Resource
        where TJson : class =>
        v3.MapDelete(
            $"/{description.Plural}/{{guid}}",
            (RequestDelegate)(
                async http =>
                {
                    var request = new ApiRequest(http);
                    var guid = (string)http.Request.RouteValues["guid"]!;
                    var job = await request.WriteAsync(async session =>
                    {
                        var row = await description.GetAsync(session, request.Caller, guid);
                        await prepareAsync(session, request.Caller, row);
                        await session.DeleteAsync<TRow>(guid);
                        return await session.CompleteJobAsync($"{description.Singular}.delete");
                    });
                    if (fileOf is not null)
                        File.Delete(fileOf(http.RequestServices.GetRequiredService<DataDirectory>(), guid));
                    http.Response.StatusCode = StatusCodes.Status202Accepted;
                    http.Response.Headers.Location = request.JobUrl(job);
                }
            )
        );

    private static async Task ListNestedAsync<TRow, TJson, TParent, TParentJson>(
        HttpContext http,
        ResourceDescription<TParent, TParentJson> parent,
        ResourceDescription<TRow, TJson> description,
        Filter ofParent
    )
        where TRow : Resource
        where TJson : class
        where TParent : Resource
        where TParentJson : class
    {
        var request = new ApiRequest(http);
        var guid = (string)http.Request.RouteValues["guid"]!;
        await request.ReadAsync(session => parent.GetAsync(session, request.Caller, guid));
        await http.OkAsync(await ResourceList.LoadAsync(request, description, (ofParent, guid)));
    }

    private static Task OkAsync<TJson>(this HttpContext http, TJson json) =>
        http.Response.WriteAsJsonAsync(json, http.JsonTypeOf<TJson>(), cancellationToken: http.RequestAborted);
}
