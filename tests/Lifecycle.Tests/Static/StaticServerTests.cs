using System.Net;
using System.Net.Http.Headers;
using Ingot.Lifecycle.Static;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Static;

public sealed class StaticServerTests : IDisposable
{
    private readonly TempDirectory site = new();

    public StaticServerTests()
    {
        site.Write("index.html", "<p>start");
        site.Write("docs/index.html", "<p>docs");
        site.Write("empty/.keep", "");
        site.Write("data.bin", "0123456789");
        site.Write(".secret", "s");
        site.Write(".git/config", "s");
        site.Write(".well-known/security.txt", "Contact: mailto:security@site.example");
    }

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/index.html", 200)]
    [InlineData("/docs/", 200)]
    [InlineData("/.well-known/security.txt", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/empty/", 404)]
    [InlineData("/.secret", 404)]
    [InlineData("/.git/config", 404)]
    [InlineData("/%2egit/config", 404)]
    [InlineData("/docs/..%2f.secret", 404)]
    [InlineData("/..%2f..%2fetc/passwd", 404)]
    public async Task Files_are_served_and_hidden_ones_and_listings_are_not(string path, int status)
    {
        await using var server = await StartAsync();

        using var answer = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_known_etag_is_answered_without_a_body()
    {
        await using var server = await StartAsync();
        using var first = await server.Client.GetAsync("/index.html", TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/index.html");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/html; charset=utf-8", first.Content.Headers.ContentType?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_range_is_answered_with_that_part()
    {
        await using var server = await StartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/data.bin") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("234", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pushstate_answers_unknown_paths_with_the_start_page()
    {
        await using var server = await SiteServer.StartAsync(new StaticSite(site.Path, PushState: true, DotFiles: false));

        using var answer = await server.Client.GetAsync("/some/view", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("<p>start", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_post_is_not_allowed()
    {
        await using var server = await StartAsync();

        using var answer = await server.Client.PostAsync("/", content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private Task<SiteServer> StartAsync() => SiteServer.StartAsync(new StaticSite(site.Path, PushState: false, DotFiles: false));
}
