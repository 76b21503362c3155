using System.Text.Json.Serialization;

namespace Ingot.Protocol.Routes;

/// <summary>How the routing table goes to the routers, and their word that they have it comes back.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(RouteTableUpdate))]
[JsonSerializable(typeof(RouteTableAck))]
public sealed partial class RouteTableJson : JsonSerializerContext;
