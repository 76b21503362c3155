using System.Net;
using Ingot.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Requests;

public sealed class RouterAnswerTests
{
    [Fact]
    public async Task An_unknown_host_is_not_found()
    {
        await using var router = await TestRouter.StartAsync();
        await router.Controller.RouteAsync();

        using var answer = await router.Client.GetAsync("http://nothing.apps.test/");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("unknown_route", Error(answer));
        Assert.Equal("404 Not Found: Requested route ('nothing.apps.test') does not exist.\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_without_instances_is_unavailable()
    {
        await using var router = await TestRouter.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test"));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("no_endpoints", Error(answer));
    }

    [Fact]
    public async Task A_route_whose_only_instance_refuses_is_a_bad_gateway()
    {
        await using var router = await TestRouter.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", Some.Endpoint(Some.RefusedPort())));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("endpoint_failure (connection refused)", Error(answer));
        Assert.Equal("502 Bad Gateway: Registered endpoint failed to handle the request.\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_request_without_a_host_is_refused()
    {
        await using var router = await TestRouter.StartAsync();
        await router.Controller.RouteAsync();
        await using var client = await router.ConnectAsync(CancellationToken.None);

        await client.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        var answer = await new StreamReader(client).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("X-Cf-RouterError: empty_host\r\n", answer);
    }

    [Fact]
    public async Task An_app_sees_who_asks_and_who_it_is()
    {
        await using var router = await TestRouter.StartAsync();
        var seen = new HeaderDictionary();
        await using var backend = await Backend.StartAsync(context =>
        {
            foreach (var (name, values) in context.Request.Headers)
                seen[name] = values;
            return Task.CompletedTask;
        });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint(index: 3)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://shop.apps.test:8080/");
        request.Headers.Add("X-Forwarded-For", "10.1.2.3");
        request.Headers.Add("X-Vcap-Request-Id", "mine");
        request.Headers.Add("X-CF-InstanceIndex", "9");
        request.Headers.Add("Connection", "X-Private");
        request.Headers.Add("X-Private", "secret");

        using var answer = await router.Client.SendAsync(request);

        Assert.Equal("shop.apps.test:8080", seen["Host"]);
        Assert.Equal("10.1.2.3, 127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal("shop.apps.test:8080", seen["X-Forwarded-Host"]);
        Assert.Equal(router.Port.ToString(), seen["X-Forwarded-Port"]);
        Assert.Equal(Some.App, seen["X-CF-ApplicationID"]);
        Assert.Equal("3", seen["X-CF-InstanceIndex"]);
        Assert.Equal(backend.Endpoint().InstanceGuid, seen["X-CF-InstanceID"]);
        Assert.True(Guid.TryParse(seen["X-Vcap-Request-Id"], out _));
        Assert.Equal(seen["X-Vcap-Request-Id"], answer.Headers.GetValues("X-Vcap-Request-Id").Single());
        Assert.True(long.TryParse(seen["X-Request-Start"], out _));
        Assert.False(seen.ContainsKey("X-Private"));
    }

    private static string Error(HttpResponseMessage answer) => answer.Headers.GetValues("X-Cf-RouterError").Single();
}
