using System.Net;
using System.Net.Sockets;
using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests.Requests;

/// <summary>Which requests are repeated, and which never are.</summary>
public sealed class RetryTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Of_many_instances_that_refuse_the_one_that_is_left_is_found(string method)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        var dead = Enumerable.Range(1, 40).Select(index => Some.Endpoint(Some.RefusedPort(), index));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", [.. dead, backend.Endpoint()]));

        using var request = new HttpRequestMessage(new HttpMethod(method), "http://shop.apps.test/");
        using var answer = await router.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_post_whose_bytes_reached_an_instance_that_died_is_not_delivered_again()
    {
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await using var other = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", dying.Endpoint(0)), Some.Route("other.apps.test", other.Endpoint(1)));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", dying.Endpoint(0), other.Endpoint(1)));
        var failed = 0;

        for (var request = 0; request < 4; request++)
        {
            using var answer = await router.Client.PostAsync("http://shop.apps.test/", content: null);
            failed += answer.StatusCode == HttpStatusCode.BadGateway ? 1 : 0;
        }

        Assert.Equal(failed, dying.Connections);
        Assert.Equal(4, failed + other.Requests);
    }

    [Fact]
    public async Task A_get_without_a_byte_of_answer_is_repeated_elsewhere()
    {
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await using var other = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", dying.Endpoint(0), other.Endpoint(1)));

        for (var request = 0; request < 4; request++)
            Assert.Equal(other.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));

        Assert.Equal(1, dying.Connections);
    }

    [Fact]
    public async Task A_get_that_meets_instances_that_refuse_and_some_that_die_is_answered_by_the_one_that_is_left()
    {
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await using var another = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await using var alive = await Backend.StartAsync();
        var dead = Enumerable.Range(3, 20).Select(index => Some.Endpoint(Some.RefusedPort(), index)).ToArray();
        await router.Controller.RouteAsync(
            Some.Route("shop.apps.test", [.. dead[..15], dying.Endpoint(0), .. dead[15..], another.Endpoint(1), alive.Endpoint(2)])
        );

        Assert.Equal(alive.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/"));
    }

    [Fact]
    public async Task A_get_that_kills_whoever_gets_it_kills_three()
    {
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        var endpoints = Enumerable.Range(0, 6).Select(index => dying.Endpoint(index) with { InstanceGuid = $"instance-{index}" });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", [.. endpoints]));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(3, dying.Connections);
    }

    [Fact]
    public async Task A_post_with_an_idempotency_key_is_repeated_with_its_body()
    {
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await using var other = await Backend.StartAsync(async context => await context.Request.Body.CopyToAsync(context.Response.Body));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", dying.Endpoint(0), other.Endpoint(1)));

        for (var number = 0; number < 4; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://shop.apps.test/") { Content = new StringContent("one order") };
            request.Headers.Add("Idempotency-Key", "k1");
            using var answer = await router.Client.SendAsync(request);
            Assert.Equal("one order", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_get_that_meets_an_idle_connection_being_closed_is_repeated_on_a_new_one()
    {
        await using var router = await TestRouter.StartAsync();
        // Keeps the connection after an answer, but drops it when the next request comes: what a server's idle timeout looks like.
        await using var backend = new RawBackend(
            async (socket, number) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, Answer);
                await RawBackend.ReadHeadAsync(socket);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        for (var request = 0; request < 5; request++)
            Assert.Equal("ok", await router.Client.GetStringAsync("http://shop.apps.test/"));
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_idle_fails_no_post()
    {
        await using var router = await TestRouter.StartAsync();
        var closed = new TaskCompletionSource();
        await using var backend = new RawBackend(
            async (socket, number) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, Answer);
                socket.Shutdown(SocketShutdown.Both);
                socket.Close();
                closed.TrySetResult();
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await router.Client.GetStringAsync("http://shop.apps.test/");
        await closed.Task;
        using var answer = await router.Client.PostAsync("http://shop.apps.test/", content: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_breaks_off_for_the_client_too()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await Assert.ThrowsAsync<HttpRequestException>(() => router.Client.GetStringAsync("http://shop.apps.test/"));
        Assert.Equal(1, backend.Connections);
    }
}
