using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Routes;

/// <summary>How domains and routes are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ReservationResource))]
[JsonSerializable(typeof(NewDomain))]
[JsonSerializable(typeof(ListResource<DomainResource>))]
[JsonSerializable(typeof(ListResource<RouteResource>))]
[JsonSerializable(typeof(NewRoute))]
[JsonSerializable(typeof(NewDestinations))]
internal sealed partial class RouteJson : JsonSerializerContext;
