using Ingot.Model.Routes;
using Ingot.Reconciler.Tests.Support;

namespace Ingot.Reconciler.Tests.Routes;

public sealed class RouteTableTests
{
    [Fact]
    public async Task A_started_app_without_a_running_instance_has_a_route_without_endpoints()
    {
        await using var platform = await TestPlatform.StartAsync();
        foreach (var cell in platform.Cells)
            cell.RunsAtOnce = false;

        await platform.RunAsync(instances: 1);

        await TestPlatform.UntilAsync(() => platform.Router.Knows(TestPlatform.Host), "the route is known");
        Assert.Empty(platform.Router.EndpointsOf(TestPlatform.Host));
    }

    [Fact]
    public async Task An_app_scaled_to_nothing_has_no_route()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);

        await platform.RunAsync(instances: 0);

        await TestPlatform.UntilAsync(() => !platform.Router.Knows(TestPlatform.Host), "the route is gone");
    }

    [Fact]
    public async Task An_instance_that_is_not_ready_gets_no_requests()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        var unready = platform.Running.First();

        platform.CellOf(unready).Change(unready.InstanceGuid, status => status with { Routable = false });

        await TestPlatform.UntilAsync(() => platform.Router.EndpointsOf(TestPlatform.Host).Count == 1, "it is out of the table");
        Assert.DoesNotContain(unready.InstanceGuid, platform.Router.EndpointsOf(TestPlatform.Host));
    }

    [Fact]
    public async Task A_route_that_is_declared_slow_is_slow_in_the_table()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var reports = new Route { Guid = "reports", SpaceGuid = "space", DomainGuid = "domain", Host = "hello", Path = "/reports", Options = new() { ["slow"] = "true" } };

        await platform.WriteAsync(async session =>
        {
            await session.InsertAsync(reports);
            await session.InsertAsync(new Destination { Guid = "to-reports", RouteGuid = "reports", AppGuid = TestPlatform.App });
        });

        await TestPlatform.UntilAsync(() => IsSlow("/reports") == true, "the route is slow");
        Assert.False(IsSlow(""));

        reports.Options = [];
        await platform.WriteAsync(session => session.UpdateAsync(reports));
        await TestPlatform.UntilAsync(() => IsSlow("/reports") == false, "the route is not slow any more");

        bool? IsSlow(string path) => platform.Router.Table!.Routes.FirstOrDefault(route => route.Host == TestPlatform.Host && route.Path == path)?.IsSlow;
    }

    [Fact]
    public async Task A_mapped_route_is_known_as_soon_as_it_is_there()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);

        await platform.WriteAsync(async session =>
        {
            await session.InsertAsync(new Route { Guid = "wild", SpaceGuid = "space", DomainGuid = "domain", Host = "*", Path = "/docs" });
            await session.InsertAsync(new Destination { Guid = "to-wild", RouteGuid = "wild", AppGuid = TestPlatform.App });
        });

        await TestPlatform.UntilAsync(() => platform.Router.EndpointsOf("*.localhost").Count == 1, "the route is known");
        Assert.Contains(platform.Router.Table!.Routes, route => route.Path == "/docs");
    }

    [Fact]
    public async Task Instances_of_a_cell_that_is_swept_are_out_of_the_table_before_it_is_gone()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);

        platform.Cell("z1-0").Process = Protocol.Supervisor.CellProcessState.Sweeping;
        platform.List();

        await TestPlatform.UntilAsync(() => platform.Router.EndpointsOf(TestPlatform.Host).Count == 2, "two are left");
        Assert.Equal(3, platform.Cells.Sum(cell => cell.Starts.Count));
    }
}
