using System.Runtime.CompilerServices;
using Ingot.Protocol.Routes;
using Ingot.Router.Routes;
using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests.Routes;

public sealed class LiveRoutesTests
{
    [Fact]
    public void A_replaced_table_is_forgotten_while_instances_of_it_and_of_the_next_one_stay()
    {
        var routes = new LiveRoutes(TimeProvider.System);

        var replaced = Replaced(routes);
        GC.Collect();

        Assert.False(replaced.IsAlive);
        Assert.Equal(3, routes.Current!.Version);
    }

    /// <summary>On its own, so that no local variable of the test holds the table.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Replaced(LiveRoutes routes)
    {
        routes.Apply(Table(1, 61001));
        routes.Apply(Table(2, 61001, 61002));
        var replaced = new WeakReference(routes.Current);
        routes.Apply(Table(3, 61002, 61003));
        return replaced;
    }

    private static RouteTableUpdate Table(long version, params int[] ports) =>
        new("epoch", version, [Some.Route("shop.apps.test", [.. ports.Select(port => Some.Endpoint(port))])]);
}
