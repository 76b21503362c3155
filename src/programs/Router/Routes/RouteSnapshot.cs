using System.Collections.Immutable;
using Ingot.Router.Upstreams;
using Ingot.Routing;

namespace Ingot.Router.Routes;

/// <summary>One version of the route table with the endpoints behind it. Immutable; the endpoints in it outlive it.</summary>
internal sealed class RouteSnapshot
{
    private readonly RouteTable table;

    public RouteSnapshot(string epoch, long version, IEnumerable<RouteEntry> routes, Func<RouteEndpoint, Endpoint> endpointOf)
    {
        Epoch = epoch;
        Version = version;
        table = new RouteTable(routes);
        var endpoints = new Dictionary<RouteEndpoint, Endpoint>();
        Pools = [.. table.Entries.Select(entry => new EndpointPool(entry.AppGuid, [.. entry.Endpoints.Select(Find)], entry.Path, entry.IsSlow))];
        Endpoints = endpoints;

        // An instance behind several routes is one endpoint, with one limit and one mark of failure.
        Endpoint Find(RouteEndpoint instance) =>
            endpoints.TryGetValue(instance, out var known) ? known : endpoints[instance] = endpointOf(instance);
    }

    public string Epoch { get; }

    public long Version { get; }

    /// <summary>By position in the table.</summary>
    public ImmutableArray<EndpointPool> Pools { get; }

    public IReadOnlyDictionary<RouteEndpoint, Endpoint> Endpoints { get; }

    public EndpointPool? FindPool(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        var position = table.Find(host, path);
        return position < 0 ? null : Pools[position];
    }
}
