using Ingot.Hosting;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Routes;
using Ingot.Router.Tests.Support;
using Ingot.Routing;
using Microsoft.AspNetCore.Builder;

namespace Ingot.Router.Tests.Routes;

public sealed class RouteStreamTests
{
    [Fact]
    public async Task A_removed_instance_is_reported_busy_until_its_requests_end()
    {
        await using var router = await TestRouter.StartAsync();
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await Backend.StartAsync(async _ =>
        {
            arrived.SetResult();
            await release.Task;
        });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        var request = router.Client.GetAsync("http://shop.apps.test/");
        await arrived.Task;

        var removed = await router.Controller.RouteAsync(Some.Route("shop.apps.test"));
        release.SetResult();
        using var answer = await request;
        var idle = await router.Controller.AckAsync(ack => ack.Busy.Count == 0);

        Assert.Equal([backend.Endpoint().InstanceGuid], removed.Busy);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(removed.Version, idle.Version);
    }

    [Fact]
    public async Task Routes_stay_when_the_controller_goes_and_follow_the_next_one()
    {
        await using var router = await TestRouter.StartAsync();
        await using var old = await Backend.StartAsync();
        await using var next = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", old.Endpoint()));

        await router.Controller.DisposeAsync();
        var meanwhile = await router.Client.GetStringAsync("http://shop.apps.test/");
        await using var successor = new FakeController(router.Options.ControllerSocket);
        await successor.StartAsync();
        var ack = await successor.RouteAsync(Some.Route("shop.apps.test", next.Endpoint()));

        Assert.Equal(old.Port.ToString(), meanwhile);
        Assert.Equal(successor.Epoch, ack.Epoch);
        Assert.Equal(next.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));
    }

    [Fact]
    public async Task A_router_without_a_controller_uses_the_saved_routes_its_cells_confirm()
    {
        await using var router = TestRouter.Prepare();
        await using var running = await Backend.StartAsync();
        await using var foreign = await Backend.StartAsync();
        await using var cell = await StartCellAsync(router, "z1-0", running.Endpoint());
        await SaveAsync(
            router,
            Some.Route("shop.apps.test", running.Endpoint(0), foreign.Endpoint(1)),
            Some.Route("gone.apps.test", Some.Endpoint(foreign.Port, cell: "z2-0"))
        );

        await router.StartHostAsync();

        for (var request = 0; request < 4; request++)
            Assert.Equal(running.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));
        Assert.Equal(503, (int)(await router.Client.GetAsync("http://gone.apps.test/")).StatusCode);
        Assert.Equal(0, foreign.Requests);
    }

    [Fact]
    public async Task A_request_before_the_first_table_is_held()
    {
        await using var router = TestRouter.Prepare();
        await using var backend = await Backend.StartAsync();
        await router.StartHostAsync();

        var request = router.Client.GetStringAsync("http://shop.apps.test/");
        await router.Controller.StartAsync();
        router.Controller.Send(Some.Route("shop.apps.test", backend.Endpoint()));

        Assert.Equal(backend.Port.ToString(), await request);
    }

    [Fact]
    public async Task Another_router_takes_over_the_listening_socket_and_the_saved_routes()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await using var cell = await StartCellAsync(router, "z1-0", backend.Endpoint());
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        while (!File.Exists(router.Options.Data.RouteTableFile))
            await Task.Yield();
        await router.Controller.DisposeAsync();

        await router.RestartHostAsync();

        Assert.Equal(backend.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));
    }

    private static async Task SaveAsync(TestRouter router, params RouteEntry[] routes)
    {
        var update = new RouteTableUpdate("before", 7, routes);
        await using var stream = File.Create(router.Options.Data.RouteTableFile);
        await System.Text.Json.JsonSerializer.SerializeAsync(stream, update, RouteTableJson.Default.RouteTableUpdate);
    }

    private static async Task<WebApplication> StartCellAsync(TestRouter router, string cell, RouteEndpoint running)
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(router.Options.CellSocket(cell));
        var app = builder.Build();
        app.Run(context => context.Response.WriteLinesAsync(EventsAsync(), CellJson.Default.CellEvent, context.RequestAborted));
        await app.StartAsync();
        return app;

        async IAsyncEnumerable<CellEvent> EventsAsync()
        {
            yield return new CellEvent { Snapshot = Some.Cell(cell, Some.Instance(running)) };
            await Task.Yield();
        }
    }
}
