using System.Net;
using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests.Requests;

public sealed class BalancingTests
{
    [Fact]
    public async Task Requests_are_spread_evenly_over_the_instances()
    {
        await using var router = await TestRouter.StartAsync();
        await using var first = await Backend.StartAsync();
        await using var second = await Backend.StartAsync();
        await using var third = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", first.Endpoint(0), second.Endpoint(1), third.Endpoint(2)));

        for (var request = 0; request < 30; request++)
            await router.Client.GetStringAsync("http://shop.apps.test/");

        Assert.Equal([10, 10, 10], [first.Requests, second.Requests, third.Requests]);
    }

    [Fact]
    public async Task A_host_is_found_whatever_its_case_and_port()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        var answer = await router.Client.GetStringAsync("http://Shop.Apps.TEST:8080/");

        Assert.Equal(backend.Port.ToString(), answer);
    }

    [Fact]
    public async Task Paths_and_wildcards_choose_between_apps_and_the_path_is_not_stripped()
    {
        await using var router = await TestRouter.StartAsync();
        await using var root = await Backend.StartAsync();
        await using var api = await Backend.StartAsync(context => EchoPath(context));
        await using var wild = await Backend.StartAsync();
        await router.Controller.RouteAsync(
            Some.Route("shop.apps.test", root.Endpoint()),
            Some.Route("shop.apps.test", api.Endpoint()) with { Path = "/api" },
            Some.Route("*.apps.test", wild.Endpoint())
        );

        Assert.Equal(root.Port.ToString(), await router.Client.GetStringAsync("http://shop.apps.test/apix"));
        Assert.Equal("/api/v1?q=%20x", await router.Client.GetStringAsync("http://shop.apps.test/api/v1?q=%20x"));
        Assert.Equal(wild.Port.ToString(), await router.Client.GetStringAsync("http://other.apps.test/"));

        static Task EchoPath(Microsoft.AspNetCore.Http.HttpContext context) =>
            Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response,
                context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget
            );
    }

    [Fact]
    public async Task An_instance_that_refuses_connections_is_out_at_once_for_any_method()
    {
        await using var router = await TestRouter.StartAsync();
        await using var alive = await Backend.StartAsync();
        await router.Controller.RouteAsync(
            Some.Route("shop.apps.test", Some.Endpoint(Some.RefusedPort(), index: 0), alive.Endpoint(1))
        );

        for (var request = 0; request < 10; request++)
        {
            using var answer = await router.Client.PostAsync("http://shop.apps.test/", new StringContent("order"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(10, alive.Requests);
    }

    [Fact]
    public async Task A_header_names_the_instance_that_answers()
    {
        await using var router = await TestRouter.StartAsync();
        await using var first = await Backend.StartAsync();
        await using var second = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", first.Endpoint(0), second.Endpoint(1)));

        Assert.Equal(second.Port.ToString(), await GetAsync($"{Some.App}:1"));
        Assert.Equal(second.Port.ToString(), await GetAsync($"{Some.App}:1"));
        Assert.Equal("400 unknown_route", await GetAsync($"{Some.App}:7"));
        Assert.Equal("400 invalid_cf_app_instance_header", await GetAsync("first"));

        async Task<string> GetAsync(string target)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://shop.apps.test/") { Headers = { { "X-Cf-App-Instance", target } } };
            using var answer = await router.Client.SendAsync(request);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsStringAsync()
                : $"{(int)answer.StatusCode} {answer.Headers.GetValues("X-Cf-RouterError").Single()}";
        }
    }
}
