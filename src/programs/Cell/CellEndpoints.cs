using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Ingot.Cell.Events;
using Ingot.Cell.Instances;
using Ingot.Cell.Output;
using Ingot.Cell.Usage;
using Ingot.Hosting;
using Ingot.Protocol;
using Ingot.Protocol.Cells;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Cell;

/// <summary>What a cell answers to <see cref="CellClient"/>.</summary>
internal static class CellEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(CellPaths.Ping, Ping);
        app.MapGet(CellPaths.Events, EventsAsync);
        app.MapGet(CellPaths.Output, OutputAsync);
        app.MapGet(CellPaths.Usage, UsageAsync);
        app.MapPost(CellPaths.Instances, StartInstanceAsync);
        app.MapPost(CellPaths.StopInstance("{guid}"), context => Found(context, Of<Workload>(context).StopInstance(Guid(context))));
        app.MapDelete(CellPaths.Instance("{guid}"), ForgetAsync);
        app.MapPost(CellPaths.Stagings, StageAsync);
        app.MapPost(CellPaths.CancelTask("{guid}"), context => Found(context, Of<Workload>(context).CancelTask(Guid(context))));
        app.MapDelete(CellPaths.Task("{guid}"), ForgetAsync);
    }

    private static Task Ping(HttpContext context) => context.Response.WriteAsync(Of<CellOptions>(context).Incarnation);

    private static Task EventsAsync(HttpContext context) =>
        context.Response.WriteLinesAsync(
            Of<CellEventFeed>(context).ReadAsync(context.RequestAborted),
            ProtocolJson.Default.CellEvent,
            context.RequestAborted
        );

    private static async Task OutputAsync(HttpContext context)
    {
        if (context.Request.Query["incarnation"] != Of<CellOptions>(context).Incarnation)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        _ = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            await foreach (var frame in Of<LogRing>(context).ReadAsync(after, context.RequestAborted))
                await context.Response.BodyWriter.WriteAsync(frame, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader went away; that is how these streams end.
        }
    }

    private static async Task UsageAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            await Of<UsageSampler>(context).ReadAsync(TimeSpan.Zero),
            ProtocolJson.Default.InstanceUsageArray,
            cancellationToken: context.RequestAborted
        );

    private static async Task StartInstanceAsync(HttpContext context)
    {
        var instance = await ReadAsync(context, ProtocolJson.Default.InstanceDescription);
        await AnswerAsync(context, Of<Workload>(context).Start(instance));
    }

    private static async Task StageAsync(HttpContext context)
    {
        var staging = await ReadAsync(context, ProtocolJson.Default.StagingDescription);
        await AnswerAsync(context, Of<Workload>(context).Start(staging));
    }

    private static Task ForgetAsync(HttpContext context) =>
        AnswerAsync(context, Of<Workload>(context).Forget(Guid(context)) ? null : "it is still live");

    private static Task Found(HttpContext context, bool found)
    {
        context.Response.StatusCode = found ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, string? refusal)
    {
        context.Response.StatusCode = refusal is null ? StatusCodes.Status204NoContent : StatusCodes.Status409Conflict;
        return refusal is null
            ? Task.CompletedTask
            : context.Response.WriteAsJsonAsync(
                new Refusal(refusal),
                ProtocolJson.Default.Refusal,
                cancellationToken: context.RequestAborted
            );
    }

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class =>
        await context.Request.ReadFromJsonAsync(type, context.RequestAborted)
        ?? throw new BadHttpRequestException("The body is null.");

    private static T Of<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static string Guid(HttpContext context) => (string)context.GetRouteValue("guid")!;
}
