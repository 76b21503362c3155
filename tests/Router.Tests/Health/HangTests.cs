using System.Net;
using System.Net.Sockets;
using Ingot.Router.Requests;
using Ingot.Router.Tests.Support;
using Ingot.Routing;
using Ingot.Testing;

namespace Ingot.Router.Tests.Health;

/// <summary>Instances that accept requests and begin no answer.</summary>
public sealed class HangTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nawake";
    private static readonly TimeSpan HangTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int posts;

    [Fact]
    public async Task A_request_that_may_be_repeated_goes_elsewhere_and_the_next_ones_at_once()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var hung = new RawBackend(SleepAsync);
        await using var other = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", hung.Endpoint(0), other.Endpoint(1)));

        // One of two meets the one that hangs; the other instance is asked nothing but by the router.
        var first = await Task.WhenAll(router.Client.GetStringAsync("http://shop.apps.test/"), router.Client.GetStringAsync("http://shop.apps.test/"));
        var met = hung.Connections;
        for (var request = 0; request < 10; request++)
            Assert.Equal(other.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));

        Assert.Equal([other.Port.ToString(), other.Port.ToString()], first);
        Assert.Equal(met, hung.Connections);
    }

    [Fact]
    public async Task A_post_waits_for_the_instance_that_has_it_and_brings_it_back_by_its_answer()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var hung = new RawBackend(SleepAsync);
        await using var other = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", hung.Endpoint(0), other.Endpoint(1)));

        var orders = new[] { PostAsync(router), PostAsync(router) };
        await Task.WhenAny(orders);
        await Eventually.TrueAsync(() => Volatile.Read(ref posts) == 1, Patience, "the other order waits");
        await router.Client.GetStringAsync("http://shop.apps.test/");
        await router.Client.GetStringAsync("http://shop.apps.test/");
        awake.SetResult();

        Assert.Equal(["awake", other.Port.ToString()], (await Task.WhenAll(orders)).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(1, posts);
        await IsBackAsync(router);
    }

    [Fact]
    public async Task One_that_answers_again_is_back()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var hung = new RawBackend(SleepAsync);
        await using var other = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", hung.Endpoint(0), other.Endpoint(1)));
        await Task.WhenAll(router.Client.GetStringAsync("http://shop.apps.test/"), router.Client.GetStringAsync("http://shop.apps.test/"));

        awake.SetResult();

        await IsBackAsync(router);
    }

    [Fact]
    public async Task An_instance_that_answers_others_is_only_asked_something_slow()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var slow = await Backend.StartAsync(async context =>
        {
            if (context.Request.Path == "/report")
                await awake.Task;
        });
        await using var other = await Backend.StartAsync();
        await using var control = await ControlAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", slow.Endpoint(0), other.Endpoint(1)), control.Route);

        var reports = new[] { router.Client.GetAsync("http://shop.apps.test/report"), router.Client.GetAsync("http://shop.apps.test/report") };
        await Task.WhenAny(reports);
        await Eventually.TrueAsync(() => slow.Requests >= 2, Patience, "the router asked the instance something quick");
        await control.PassAsync(router);
        var before = slow.Requests;
        for (var request = 0; request < 10; request++)
            await router.Client.GetStringAsync("http://shop.apps.test/");

        Assert.Equal(1, reports.Count(report => report.IsCompleted));
        Assert.Equal(5, slow.Requests - before);
        awake.SetResult();
        Assert.All(await Task.WhenAll(reports), report => Assert.Equal(HttpStatusCode.OK, report.StatusCode));
    }

    [Fact]
    public async Task A_route_declared_slow_waits()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var slow = new RawBackend(SleepAsync);
        await using var other = await Backend.StartAsync();
        await using var control = await ControlAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", slow.Endpoint(0), other.Endpoint(1)) with { IsSlow = true }, control.Route);

        var requests = new[] { router.Client.GetStringAsync("http://shop.apps.test/"), router.Client.GetStringAsync("http://shop.apps.test/") };
        await Task.WhenAny(requests);
        await control.PassAsync(router);
        awake.SetResult();

        Assert.Equal(["awake", other.Port.ToString()], (await Task.WhenAll(requests)).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task When_all_hang_all_are_waited_for()
    {
        await using var router = await TestRouter.StartAsync(Quick);
        await using var first = new RawBackend(SleepAsync);
        await using var second = new RawBackend(SleepAsync);
        await using var control = await ControlAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", first.Endpoint(0), second.Endpoint(1)), control.Route);

        var requests = new[] { router.Client.GetStringAsync("http://shop.apps.test/"), router.Client.GetStringAsync("http://shop.apps.test/") };
        // Each has its request and the router's question.
        await Eventually.TrueAsync(() => first.Connections + second.Connections == 4, Patience, "both were asked");
        await control.PassAsync(router);
        awake.SetResult();

        Assert.Equal(["awake", "awake"], await Task.WhenAll(requests));
    }

    private static RouterOptions Quick(RouterOptions options) => options with { HangTime = HangTime };

    private static async Task<string> PostAsync(TestRouter router)
    {
        using var answer = await router.Client.PostAsync("http://shop.apps.test/", new StringContent("order"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task IsBackAsync(TestRouter router) =>
        Eventually.GetAsync(() => router.Client.GetStringAsync("http://shop.apps.test/"), answer => answer == "awake", Patience, "it answers");

    private async Task<Control> ControlAsync() => new(new RawBackend(SleepAsync), await Backend.StartAsync());

    /// <summary>Reads requests at once and answers when it is awake.</summary>
    private async Task SleepAsync(Socket socket, int number)
    {
        var head = await RawBackend.ReadHeadAsync(socket);
        if (head?.StartsWith("POST", StringComparison.Ordinal) == true)
            Interlocked.Increment(ref posts);
        await awake.Task;
        await RawBackend.SendAsync(socket, Answer);
    }

    /// <summary>Another route with an instance that hangs. When its requests have gone elsewhere, any that were there before would have too.</summary>
    private sealed class Control(RawBackend hung, Backend other) : IAsyncDisposable
    {
        public RouteEntry Route { get; } = Some.Route("control.apps.test", hung.Endpoint(0), other.Endpoint(1));

        public Task PassAsync(TestRouter router) =>
            Task.WhenAll(router.Client.GetStringAsync("http://control.apps.test/"), router.Client.GetStringAsync("http://control.apps.test/"));

        public async ValueTask DisposeAsync()
        {
            await hung.DisposeAsync();
            await other.DisposeAsync();
        }
    }
}
