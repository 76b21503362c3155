using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Routes;

namespace Ingot.Api.Routes;

/// <summary>A route as clients see it. CF v3 "The route object"; <c>options</c> is left out when there are none, since a null in it breaks a client.</summary>
internal sealed record RouteJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Protocol,
    string Host,
    string Path,
    int? Port,
    string Url,
    IReadOnlyList<DestinationJson> Destinations,
    RouteRelationshipsJson Relationships,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Options,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static RouteJson Of(Route route, string url, IEnumerable<Destination> destinations, Links links)
    {
        var addresses = links.Of($"/v3/routes/{route.Guid}", "destinations");
        addresses["space"] = links.To($"/v3/spaces/{route.SpaceGuid}");
        addresses["domain"] = links.To($"/v3/domains/{route.DomainGuid}");
        return new RouteJson(
            route.Guid,
            route.CreatedAt,
            route.UpdatedAt,
            "http",
            route.Host,
            route.Path,
            Port: null,
            url,
            [.. destinations.Select(DestinationJson.Of)],
            new RouteRelationshipsJson(ToOneJson.To(route.SpaceGuid), ToOneJson.To(route.DomainGuid)),
            route.Options.Count == 0 ? null : route.Options,
            MetadataJson.Of(route),
            addresses
        );
    }
}

internal sealed record RouteRelationshipsJson(ToOneJson Space, ToOneJson Domain);

/// <summary>Who answers a route. CF v3 "The destination object".</summary>
internal sealed record DestinationJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DestinationAppJson App,
    int? Weight,
    int Port,
    string Protocol
)
{
    public static DestinationJson Of(Destination destination) =>
        new(
            destination.Guid,
            destination.CreatedAt,
            destination.UpdatedAt,
            new DestinationAppJson(destination.AppGuid, new ProcessTypeJson(destination.ProcessType)),
            destination.Weight,
            destination.Port,
            destination.Protocol
        );
}

internal sealed record DestinationAppJson(string Guid, ProcessTypeJson Process);

internal sealed record ProcessTypeJson(string Type);

internal sealed record DestinationsJson(IReadOnlyList<DestinationJson> Destinations, Dictionary<string, LinkJson> Links);

[JsonSerializable(typeof(RouteJson))]
[JsonSerializable(typeof(ListJson<RouteJson>))]
[JsonSerializable(typeof(DestinationsJson))]
[JsonSerializable(typeof(CreateRouteBody))]
[JsonSerializable(typeof(DestinationsBody))]
[JsonSerializable(typeof(DestinationProtocolBody))]
internal sealed partial class RouteJsonContext : JsonSerializerContext;
