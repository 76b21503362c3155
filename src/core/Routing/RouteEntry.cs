namespace Ingot.Routing;

/// <summary>One route with the instances that answer it now. An entry without endpoints answers 503 rather than 404.</summary>
/// <param name="Host">Lower-case host name without port, e.g. <c>shop.localhost</c>; <c>*.localhost</c> for a wildcard.</param>
/// <param name="Path">Empty, or a path that starts with a slash and has none at its end.</param>
/// <param name="AppGuid">The app told of requests that reach no instance: one of those mapped to the route.</param>
/// <param name="IsSlow">Whether answers may begin late, so that waiting for one says nothing about the instance.</param>
public sealed record RouteEntry(string Host, string Path, IReadOnlyList<RouteEndpoint> Endpoints, string? AppGuid = null, bool IsSlow = false);

/// <summary>An instance that may be sent requests.</summary>
/// <param name="Address">IP address on which the instance listens.</param>
/// <param name="Port">TCP port on <paramref name="Address"/>.</param>
public sealed record RouteEndpoint(string InstanceGuid, string AppGuid, string ProcessGuid, int Index, string Cell, string Address, int Port);
