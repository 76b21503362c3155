using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Routes;

public sealed class RouteTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_routes_url_carries_the_port_clients_need()
    {
        var guid = await api.RouteAsync("Front", "/shop");

        var route = await api.GetAsync($"/v3/routes/{guid}");

        Assert.Equal("front.apps.test:8080/shop", route.At<string>("url"));
        Assert.False(route.Json!.AsObject().ContainsKey("options"));
    }

    [Fact]
    public async Task An_address_can_be_taken_once()
    {
        await api.RouteAsync("taken");

        var second = await api.PostAsync("/v3/routes", await api.RouteBodyAsync("TAKEN"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Equal("Route already exists with host 'taken' for domain 'apps.test'.", second.Detail);
    }

    [Fact]
    public async Task A_host_of_a_shared_domain_belongs_to_one_space_whatever_the_path()
    {
        await api.RouteAsync("ours");
        var body = $$$$$"""{"name":"other","relationships":{"organization":{"data":{"guid":"{{{{{await api.OrganizationAsync()}}}}}"}}}}""";
        var other = (await api.PostAsync("/v3/spaces", body)).Expect(HttpStatusCode.Created).At<string>("guid");
        var route = await api.RouteBodyAsync("ours", "/admin");

        var refused = await api.PostAsync("/v3/routes", route.Replace(await api.SpaceAsync(), other, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Routes for this host and domain have been reserved for another space.", refused.Detail);
        (await api.PostAsync("/v3/routes", route)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Labels_are_put_on_a_route_and_choose_it()
    {
        var guid = await api.RouteAsync("labelled");

        (await api.PatchAsync($"/v3/routes/{guid}", """{"metadata":{"labels":{"tier":"front"}}}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(guid, Assert.Single((await api.GetAsync("/v3/routes?label_selector=tier%3Dfront")).Resources)!["guid"]!.GetValue<string>());
        Assert.Contains("label_selector", (await api.GetAsync("/v3/routes?label_selector=(((")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api", "", "reserved")]
    [InlineData("", "", "Missing host")]
    [InlineData("a.b", "", "Host must be")]
    [InlineData("line\\n", "", "Host must be")]
    [InlineData("ok", "shop", "Path must begin with /")]
    [InlineData("ok", "/", "Path cannot be exactly '/'")]
    [InlineData("ok", "/two\\nlines", "Path must be a valid URI path")]
    [InlineData("ok", "/💥", "Path must be a valid URI path")]
    public async Task An_address_that_breaks_a_rule_is_refused(string host, string path, string text)
    {
        var answer = await api.PostAsync("/v3/routes", await api.RouteBodyAsync(host, path));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_twice_makes_one_destination_and_unmapping_takes_it_away()
    {
        var (app, route) = (await api.AppAsync("mapped"), await api.RouteAsync("mapped"));
        var body = $$$"""{"destinations":[{"app":{"guid":"{{{app}}}"}}]}""";
        await api.PostAsync($"/v3/routes/{route}/destinations", body);

        var again = await api.PostAsync($"/v3/routes/{route}/destinations", body);
        var destination = Assert.Single(again.Expect(HttpStatusCode.OK).Json!["destinations"]!.AsArray())!;
        var ofApp = await api.GetAsync($"/v3/apps/{app}/routes");
        var removed = await api.DeleteAsync($"/v3/routes/{route}/destinations/{destination["guid"]}");

        Assert.Equal("web", destination["app"]!["process"]!["type"]!.GetValue<string>());
        Assert.Equal(8080, destination["port"]!.GetValue<int>());
        Assert.Equal(route, Assert.Single(ofApp.Resources)!["guid"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Empty((await api.GetAsync($"/v3/routes/{route}/destinations")).Json!["destinations"]!.AsArray());
        var events = await api.GetAsync($"/v3/audit_events?target_guids={app}&types=audit.app.map-route,audit.app.unmap-route");
        Assert.Equal(2, events.Resources.Count);
    }

    [Fact]
    public async Task An_empty_filter_value_means_empty_not_anything()
    {
        await api.RouteAsync("filtered", "/deep");
        var plain = await api.RouteAsync("filtered");

        var found = await api.GetAsync("/v3/routes?hosts=filtered&paths=");

        Assert.Equal(plain, Assert.Single(found.Resources)!["guid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deleting_a_route_leaves_the_app()
    {
        var (app, route) = (await api.AppAsync("survivor"), await api.RouteAsync("survivor"));
        await api.PostAsync($"/v3/routes/{route}/destinations", $$$"""{"destinations":[{"app":{"guid":"{{{app}}}"}}]}""");

        (await api.DeleteAsync($"/v3/routes/{route}")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("Route not found", (await api.GetAsync($"/v3/routes/{route}")).Detail);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/v3/apps/{app}")).Status);
    }

    [Fact]
    public async Task The_default_domain_is_the_platforms_own()
    {
        var answer = await api.GetAsync($"/v3/organizations/{await api.OrganizationAsync()}/domains/default");

        Assert.Equal("apps.test", answer.At<string>("name"));
    }
}
