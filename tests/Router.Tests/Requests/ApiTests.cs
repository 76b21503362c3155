using System.Net;
using Ingot.Hosting;
using Ingot.Router.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Requests;

public sealed class ApiTests
{
    [Theory]
    [InlineData("http://apps.test/")]
    [InlineData("http://api.apps.test/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("https://cloud.example/")]
    public async Task The_platforms_own_hosts_are_the_api(string url)
    {
        await using var router = await TestRouter.StartAsync(options => options with { Url = new Uri("https://cloud.example") });
        await using var api = await StartApiAsync(router, context => context.Response.WriteAsync("api of " + context.Request.Headers["X-Forwarded-Host"]));
        var address = new UriBuilder(url) { Scheme = "http" }.Uri;

        var answer = await router.Client.GetStringAsync(address);

        Assert.Equal("api of " + address.Authority, answer);
    }

    [Fact]
    public async Task Requests_of_any_method_are_held_until_the_controller_is_there()
    {
        await using var router = await TestRouter.StartAsync();

        var get = router.Client.GetStringAsync("http://localhost/");
        var post = router.Client.PostAsync("http://localhost/", new StringContent("desired state"));
        await using var api = await StartApiAsync(
            router,
            async context => await context.Response.WriteAsync(await new StreamReader(context.Request.Body).ReadToEndAsync())
        );
        using var answer = await post;

        Assert.Equal("", await get);
        Assert.Equal("desired state", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_controller_that_stays_away_is_answered_for()
    {
        await using var router = await TestRouter.StartAsync(options => options with { Hold = TimeSpan.FromMilliseconds(50) });

        using var answer = await router.Client.GetAsync("http://localhost/v3/apps");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"code\":10015,\"title\":\"CF-ServiceUnavailable\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_post_the_controller_may_have_acted_on_is_not_sent_again()
    {
        await using var router = await TestRouter.StartAsync();
        var requests = 0;
        await using var api = await StartApiAsync(
            router,
            context =>
            {
                requests++;
                context.Abort();
                return Task.CompletedTask;
            }
        );

        using var answer = await router.Client.PostAsync("http://localhost/v3/apps", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(1, requests);
    }

    private static async Task<WebApplication> StartApiAsync(TestRouter router, RequestDelegate handler)
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(router.Options.ApiSocket);
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        return app;
    }
}
