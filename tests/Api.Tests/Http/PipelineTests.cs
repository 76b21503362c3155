using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Http;

public sealed class PipelineTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 10002)]
    [InlineData("bearer nonsense", 1000)]
    [InlineData("Basic YWRtaW46YWRtaW4=", 1000)]
    public async Task Who_does_not_say_who_they_are_gets_401(string? authorization, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/apps");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await api.Anonymous.SendAsync(request, Token);

        var answer = await Answer.OfAsync(response);
        Assert.Equal((HttpStatusCode.Unauthorized, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GET", "/v3/nonsense")]
    [InlineData("PUT", "/v3/apps")]
    [InlineData("POST", "/v3/apps/x/actions/dance")]
    public async Task An_address_or_method_nobody_serves_is_an_unknown_request(string method, string path)
    {
        var answer = await api.SendAsync(new HttpMethod(method), path, body: null, token: null);

        Assert.Equal((HttpStatusCode.NotFound, 10000, "Unknown request"), (answer.Status, answer.Code, answer.Detail));
    }

    [Fact]
    public async Task Every_answer_carries_the_requests_id()
    {
        var own = await api.GetAsync("/v3/apps");

        Assert.True(Guid.TryParse(own.Headers["X-Vcap-Request-Id"], out _));
    }

    [Fact]
    public async Task Times_are_written_to_the_second()
    {
        var answer = await api.GetAsync("/v3/spaces");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.Resources[0]!["created_at"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v3/stacks", 2)]
    [InlineData("/v3/buildpacks?names=python_buildpack", 1)]
    [InlineData("/v3/deployments?app_guids=x&order_by=-created_at&page=1&per_page=1&status_values=ACTIVE", 0)]
    [InlineData("/v3/service_route_bindings?route_guids=x&include=service_instance", 0)]
    [InlineData("/v3/users", 1)]
    [InlineData("/v3/roles?include=user", 0)]
    [InlineData("/v3/builds", 0)]
    [InlineData("/v3/droplets", 0)]
    public async Task Clients_can_ask_for_every_list(string path, int count)
    {
        var answer = (await api.GetAsync(path)).Expect(HttpStatusCode.OK);

        Assert.Equal(count, answer.Resources.Count);
        Assert.Equal(count, answer.At<int>("pagination.total_results"));
    }

    [Theory]
    [InlineData("PATCH", "/v3/processes/{app}", """{"command":"\ud800"}""", 400)]
    [InlineData("PATCH", "/v3/apps/{app}", """{"name":"\ud800"}""", 422)]
    [InlineData("POST", "/v3/routes/{route}/destinations", """{"destinations":[null]}""", 422)]
    [InlineData("POST", "/v3/resource_matches", """{"resources":[null]}""", 422)]
    public async Task A_body_of_the_right_shape_with_nothing_sensible_in_it_is_refused(string method, string path, string body, int status)
    {
        var (app, route) = (await api.AppAsync($"odd-{Guid.NewGuid():N}"), await api.RouteAsync($"odd-{Guid.NewGuid():N}"));
        var place = path.Replace("{app}", app, StringComparison.Ordinal).Replace("{route}", route, StringComparison.Ordinal);

        var answer = await api.SendAsync(new HttpMethod(method), place, body, token: null);

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task No_resource_is_known_before_it_is_uploaded()
    {
        var answer = await api.PostAsync("/v3/resource_matches", """{"resources":[]}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Empty(answer.Resources);
    }
}
