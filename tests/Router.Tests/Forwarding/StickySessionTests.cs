using System.Net;
using Ingot.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Forwarding;

public sealed class StickySessionTests
{
    private const string Both = "theme=dark; JSESSIONID=s1; __VCAP_ID__=";

    [Theory]
    [InlineData("JSESSIONID=s1", "")]
    [InlineData("__Host-JSESSIONID=s1; Path=/; Secure", "; Secure")]
    [InlineData(
        "JSESSIONID=s1; Path=/x; Domain=apps.test; Max-Age=60; Expires=Wed, 01 Jan 2031 00:00:00 GMT;HttpOnly; secure; SameSite=None; Partitioned; Secured",
        "; Max-Age=60; Expires=Wed, 01 Jan 2031 00:00:00 GMT; secure; SameSite=None; Partitioned"
    )]
    public async Task A_session_an_app_begins_is_the_answering_instances(string session, string attributes)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await StartAsync("theme=dark; Secure", session);
        await router.Controller.RouteAsync(
            Some.Route("shop.apps.test", backend.Endpoint()),
            Some.Route("shop.apps.test", backend.Endpoint()) with { Path = "/orders" }
        );

        var atRoot = await GetAsync(router, "/");
        var below = await GetAsync(router, "/orders/7");

        Assert.Equal(["theme=dark; Secure", session, $"__VCAP_ID__=instance-{backend.Port}; Path=/; HttpOnly{attributes}"], atRoot.Cookies);
        Assert.Equal($"__VCAP_ID__=instance-{backend.Port}; Path=/orders; HttpOnly{attributes}", below.Cookies[^1]);
    }

    [Theory]
    [InlineData("theme=dark", "JSESSION=1", "xJSESSIONID=1", "jsessionid=1")]
    [InlineData("JSESSIONID=s1", "__VCAP_ID__=of-my-own")]
    public async Task Other_cookies_and_an_apps_own_choice_stay_as_they_are(params string[] cookies)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await StartAsync(cookies);
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        var answer = await GetAsync(router, "/", Both + "another");

        Assert.Equal(cookies[0] == "theme=dark" ? [.. cookies, $"__VCAP_ID__=instance-{backend.Port}; Path=/; HttpOnly"] : cookies, answer.Cookies);
        Assert.Equal(cookies, (await GetAsync(router, "/")).Cookies);
    }

    [Fact]
    public async Task Both_cookies_bring_a_client_back_and_one_alone_does_not()
    {
        await using var router = await TestRouter.StartAsync();
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", first.Endpoint(0), second.Endpoint(1)));

        for (var request = 0; request < 10; request++)
        {
            var answer = await GetAsync(router, "/", $"{Both}instance-{second.Port}");
            Assert.Equal(second.Port.ToString(), answer.Text);
            Assert.Empty(answer.Cookies);
        }
        for (var request = 0; request < 5; request++)
        {
            await GetAsync(router, "/", $"__VCAP_ID__=instance-{second.Port}; XJSESSIONID=s1");
            await GetAsync(router, "/", "JSESSIONID=s1; x__VCAP_ID__=1");
        }

        Assert.Equal((5, 15), (first.Requests, second.Requests));
    }

    [Fact]
    public async Task A_session_of_an_instance_that_leaves_goes_to_another_at_once_and_is_told_so()
    {
        var (arrived, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var router = await TestRouter.StartAsync();
        await using var leaving = await Backend.StartAsync(context =>
        {
            arrived.SetResult();
            return finish.Task;
        });
        await using var staying = await StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", leaving.Endpoint(0), staying.Endpoint(1)));
        var underWay = GetAsync(router, "/", $"{Both}instance-{leaving.Port}");
        await arrived.Task;

        await router.Controller.RouteAsync(Some.Route("shop.apps.test", staying.Endpoint(1)));
        var next = await GetAsync(router, "/", $"{Both}instance-{leaving.Port}");
        finish.SetResult();

        Assert.Equal(staying.Port.ToString(), next.Text);
        Assert.Equal([$"__VCAP_ID__=instance-{staying.Port}; Path=/; HttpOnly"], next.Cookies);
        Assert.Empty((await underWay).Cookies);
    }

    [Fact]
    public async Task A_session_of_an_instance_that_refuses_connections_goes_to_another()
    {
        await using var router = await TestRouter.StartAsync();
        await using var alive = await StartAsync();
        var dead = Some.Endpoint(Some.RefusedPort(), index: 0);
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", dead, alive.Endpoint(1)));

        for (var request = 0; request < 3; request++)
        {
            var answer = await GetAsync(router, "/", Both + dead.InstanceGuid, HttpMethod.Post);
            Assert.Equal(alive.Port.ToString(), answer.Text);
            Assert.Equal([$"__VCAP_ID__=instance-{alive.Port}; Path=/; HttpOnly"], answer.Cookies);
        }
    }

    [Fact]
    public async Task A_session_may_begin_with_an_upgrade()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(
                    socket,
                    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nSet-Cookie: JSESSIONID=s1\r\n\r\n"
                );
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        await using var client = await router.ConnectAsync(TestContext.Current.CancellationToken);

        await client.WriteAsync(
            "GET / HTTP/1.1\r\nHost: shop.apps.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken
        );
        var answer = await RawBackend.ReadHeadAsync(client.Socket);

        Assert.Contains($"Set-Cookie: __VCAP_ID__=instance-{backend.Port}; Path=/; HttpOnly\r\n", answer, StringComparison.Ordinal);
    }

    /// <summary>Sets the cookies with every answer, which is its port.</summary>
    private static Task<Backend> StartAsync(params string[] cookies) =>
        Backend.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = cookies;
            return context.Response.WriteAsync(context.Connection.LocalPort.ToString());
        });

    private static async Task<(string Text, string[] Cookies)> GetAsync(TestRouter router, string path, string? cookies = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"http://shop.apps.test{path}");
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        using var answer = await router.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var set = answer.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
        return (await answer.Content.ReadAsStringAsync(), set);
    }
}
