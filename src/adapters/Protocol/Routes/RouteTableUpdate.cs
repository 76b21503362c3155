using Ingot.Routing;

namespace Ingot.Protocol.Routes;

/// <summary>One line of the controller's route stream: always the whole table.</summary>
/// <param name="Epoch">New for every start of the controller; versions compare within one epoch only.</param>
/// <param name="Version">Grows by one with every change.</param>
public sealed record RouteTableUpdate(string Epoch, long Version, IReadOnlyList<RouteEntry> Routes);

/// <summary>A router's word that requests go by this version now.</summary>
/// <param name="Router">New for every start of a router.</param>
/// <param name="Busy">Guids of instances that are no longer in the table but still have requests under way.</param>
public sealed record RouteTableAck(string Router, string Epoch, long Version, IReadOnlyList<string> Busy);
