using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Model.Apps;
using Ingot.Model.Routes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Routes;

/// <summary>The body of <c>POST</c> and <c>PATCH /v3/routes/{guid}/destinations</c>.</summary>
internal sealed record DestinationsBody : Body
{
    private const int Maximum = 100;

    public List<DestinationBody>? Destinations { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(Destinations is null or { Count: > Maximum } || Destinations.Contains(null!), $"Destinations must be an array of at most {Maximum} objects");
        foreach (var destination in (Destinations ?? []).OfType<DestinationBody>())
            destination.CheckAll(faults);
    }
}

internal sealed record DestinationBody : Body
{
    public DestinationAppBody? App { get; init; }
    public int? Port { get; init; }
    public string? Protocol { get; init; }
    public int? Weight { get; init; }

    public Destination ToRow(string routeGuid) =>
        new()
        {
            Guid = System.Guid.NewGuid().ToString(),
            RouteGuid = routeGuid,
            AppGuid = App!.Guid!,
            ProcessType = App.Process?.Type ?? "web",
            Port = Port ?? Destination.DefaultPort,
            Protocol = Protocol ?? "http1",
        };

    protected override void Check(Faults faults)
    {
        faults.AddIf(string.IsNullOrEmpty(App?.Guid), "Destinations[0]: App must have the structure {\"guid\": \"app_guid\"}");
        faults.AddIf(Port is < 1024 or > 65535, $"Port must be between 1024 and 65535, not {Port}");
        faults.AddIf(Protocol is not (null or "http1" or "http2"), "Destination protocol must be 'http1' or 'http2'.");
        faults.AddIf(Weight is not null, "Weighted destinations are not supported");
        App?.CheckAll(faults);
    }
}

internal sealed record DestinationAppBody : Body
{
    public string? Guid { get; init; }
    public ProcessTypeBody? Process { get; init; }

    protected override void Check(Faults faults) => Process?.CheckAll(faults);
}

internal sealed record ProcessTypeBody : Body
{
    public string? Type { get; init; }
}

/// <summary>The body of <c>PATCH /v3/routes/{guid}/destinations/{destination}</c>.</summary>
internal sealed record DestinationProtocolBody : Body
{
    public string? Protocol { get; init; }

    protected override void Check(Faults faults) =>
        faults.AddIf(Protocol is not (null or "http1" or "http2"), "Destination protocol must be 'http1' or 'http2'.");
}

/// <summary>Connects routes and apps, for the endpoints and for manifests.</summary>
internal static class MapRoute
{
    /// <summary>Inserts a destination; one that is there already stays.</summary>
    public static async Task MapRouteAsync(this DbSession session, Caller caller, Route route, App app, Destination destination)
    {
        if (app.SpaceGuid != route.SpaceGuid)
            throw Errors.Unprocessable.With("Routes cannot be mapped to destinations in different spaces");
        var present = await RouteQueries.DestinationsOfAsync(session, route.Guid);
        if (present.Any(other => (other.AppGuid, other.ProcessType, other.Port) == (destination.AppGuid, destination.ProcessType, destination.Port)))
            return;
        await session.InsertAsync(destination);
        await session.AuditAsync(caller, "audit.app.map-route", app, Data(route, destination));
    }

    public static async Task UnmapRouteAsync(this DbSession session, Caller caller, Route route, Destination destination)
    {
        var app = await session.GetAsync<App>(destination.AppGuid);
        await session.DeleteAsync<Destination>(destination.Guid);
        await session.AuditAsync(caller, "audit.app.unmap-route", app, Data(route, destination));
    }

    private static JsonObject Data(Route route, Destination destination) =>
        new()
        {
            ["route_guid"] = route.Guid,
            ["destination_guid"] = destination.Guid,
            ["process_type"] = destination.ProcessType,
        };
}
