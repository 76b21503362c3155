using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Spaces;

namespace Ingot.Api.Tests.Manifests;

public sealed class ManifestRoutesTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_default_route_is_the_apps_name_and_comes_only_once()
    {
        await api.ApplyGoodAsync("applications:\n- name: plain\n  default-route: true\n");
        await api.ApplyGoodAsync("applications:\n- name: plain\n  default-route: true\n");

        Assert.Equal(["plain.apps.test"], await api.AddressesAsync((await api.FindAppAsync("plain"))!));
    }

    [Fact]
    public async Task Listed_routes_win_over_the_default_one()
    {
        await api.ApplyGoodAsync("applications:\n- name: listed\n  default-route: true\n  routes:\n  - route: www.apps.test\n  - route: http://docs.apps.test:8080/v1/\n");

        Assert.Equal(["docs.apps.test/v1", "www.apps.test"], await api.AddressesAsync((await api.FindAppAsync("listed"))!));
    }

    [Fact]
    public async Task A_random_route_starts_with_the_apps_name_and_stays()
    {
        await api.ApplyGoodAsync("applications:\n- name: dice\n  random-route: true\n");
        var app = (await api.FindAppAsync("dice"))!;
        var first = await api.AddressesAsync(app);

        await api.ApplyGoodAsync("applications:\n- name: dice\n  random-route: true\n");

        Assert.Matches("^dice-[a-z]+-[a-z]+-[a-z]{2}\\.apps\\.test$", Assert.Single(first));
        Assert.Equal(first, await api.AddressesAsync(app));
    }

    [Fact]
    public async Task No_route_takes_all_routes_away_whatever_else_is_said()
    {
        await api.ApplyGoodAsync("applications:\n- name: hidden\n  default-route: true\n");

        await api.ApplyGoodAsync("applications:\n- name: hidden\n  no-route: true\n  routes:\n  - route: other-hidden.apps.test\n");

        Assert.Empty(await api.AddressesAsync((await api.FindAppAsync("hidden"))!));
    }

    [Fact]
    public async Task Two_apps_may_share_a_route()
    {
        await api.ApplyGoodAsync("applications:\n- name: left\n  routes: [{route: shared.apps.test}]\n- name: right\n  routes: [{route: shared.apps.test}]\n");

        Assert.Equal(["shared.apps.test"], await api.AddressesAsync((await api.FindAppAsync("left"))!));
        Assert.Equal(["shared.apps.test"], await api.AddressesAsync((await api.FindAppAsync("right"))!));
    }

    [Fact]
    public async Task A_route_of_another_space_is_out_of_reach()
    {
        await api.ApplyGoodAsync("applications:\n- name: owner\n  routes: [{route: owned.apps.test}]\n");
        var elsewhere = new Space { Guid = "elsewhere", Name = "elsewhere", OrganizationGuid = await api.OrganizationAsync() };
        await api.Db.WriteAsync(session => session.InsertAsync(elsewhere), TestContext.Current.CancellationToken);

        var answer = await api.PostYamlAsync(
            "/v3/spaces/elsewhere/actions/apply_manifest",
            "applications:\n- name: thief\n  routes: [{route: owned.apps.test}]\n"
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("For application 'thief': Routes cannot be mapped to destinations in different spaces", answer.Detail);
    }

    [Fact]
    public async Task A_name_that_is_no_host_has_no_default_route()
    {
        var answer = await api.ApplyAsync("applications:\n- name: my app\n  default-route: true\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Failed to create default route from app name: Host must be", answer.Detail);
    }

    [Fact]
    public async Task Options_and_protocols_are_kept_and_changed()
    {
        await api.ApplyGoodAsync("applications:\n- name: optional\n  routes:\n  - route: optional.apps.test\n    options: {loadbalancing: round-robin}\n");
        var app = await api.FindAppAsync("optional");
        var first = (await api.GetAsync($"/v3/apps/{app}/routes")).Resources[0]!;

        var job = await api.ApplyGoodAsync(
            "applications:\n- name: optional\n  routes:\n  - route: optional.apps.test\n    protocol: http2\n    options: {loadbalancing: least-connection}\n"
        );

        var second = (await api.GetAsync($"/v3/apps/{app}/routes")).Resources[0]!;
        Assert.Equal("""{"loadbalancing":"round-robin"}""", first["options"]!.ToJsonString());
        Assert.Equal("""{"loadbalancing":"least-connection"}""", second["options"]!.ToJsonString());
        Assert.Equal("http2", second["destinations"]![0]!["protocol"]!.GetValue<string>());
        Assert.Equal(2, (await api.GetAsync($"/v3/jobs/{job}")).Json!["warnings"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_route_without_options_shows_none() =>
        Assert.False((await api.GetAsync($"/v3/routes/{await api.RouteAsync("optionless")}")).Json!.AsObject().ContainsKey("options"));
}
