using System.Net;
using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>The commands around an app, from an organization of its own to the deletion of all there is.</summary>
public sealed class CommandsTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private readonly TestPlatform platform = shared.Platform;

    [Fact]
    public async Task An_organization_with_a_running_app_is_made_lived_in_and_deleted()
    {
        await CfAsync("create-org", "shop-org");
        await CfAsync("create-space", "front", "-o", "shop-org");
        Assert.Contains("front", await CfAsync("target", "-o", "shop-org", "-s", "front"));
        await CfAsync("push", "shop", "-i", "2", "-m", "64M", "--no-route", "-p", RepositoryRoot.Combine("samples", "site"));

        await EnvironmentReachesTheAppAsync();
        await RoutesLeadToTheAppAsync();
        await AnInstanceIsReplacedAsync();

        Assert.Matches("shop +started +web:2/2", await CfAsync("apps"));
        Assert.Contains("apps:                      shop", await CfAsync("space", "front"));
        Assert.Matches("spaces: +front", await CfAsync("org", "shop-org"));

        await CfAsync("delete-org", "shop-org", "-f");

        Assert.Contains("Organization 'shop-org' not found.", (await platform.CfAsync("org", "shop-org")).Failed());
        Assert.Equal(HttpStatusCode.NotFound, (await platform.Http.GetAsync(platform.AppUrl("front-door"), Token)).StatusCode);
        await Eventually.GetAsync(InstancesAsync, count => count == 0, TimeSpan.FromSeconds(20), "no cell holds an instance any more");
        await CfAsync("target", "-o", "ingot", "-s", "dev");
    }

    [Fact]
    public async Task The_admin_cannot_be_deleted()
    {
        var refusal = (await platform.CfAsync("delete-user", "admin", "-f")).Failed();

        Assert.Contains("User 'admin' cannot be deleted: nobody could administer the platform without it.", refusal);
        await CfAsync("orgs");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task EnvironmentReachesTheAppAsync()
    {
        await CfAsync("set-env", "shop", "JAVA_OPTS", "-Xmx3 größer");
        Assert.Contains("User-Provided:\nJAVA_OPTS: -Xmx3 größer\n", await CfAsync("env", "shop"));
        Assert.Contains("Environment variables cannot start with VCAP_", (await platform.CfAsync("set-env", "shop", "VCAP_X", "1")).Failed());
        Assert.Matches("instances: +2/2", await CfAsync("restage", "shop"));
        await CfAsync("unset-env", "shop", "JAVA_OPTS");
        Assert.Contains("No user-provided env variables have been set", await CfAsync("env", "shop"));
    }

    private async Task RoutesLeadToTheAppAsync()
    {
        await CfAsync("create-route", "localhost", "-n", "front-door");
        Assert.Contains("does exist", await CfAsync("check-route", "localhost", "-n", "front-door"));
        await CfAsync("map-route", "shop", "localhost", "-n", "front-door");
        Assert.Matches("front +front-door +localhost.* shop", await CfAsync("routes"));
        await Eventually.GetAsync(
            () => platform.Http.GetAsync(platform.AppUrl("front-door"), Token),
            answer => answer.IsSuccessStatusCode,
            TimeSpan.FromSeconds(10),
            "the new route leads to the app"
        );
        await CfAsync("create-route", "localhost", "-n", "nobody");
        await CfAsync("delete-orphaned-routes", "-f");
        Assert.Contains("does not exist", await CfAsync("check-route", "localhost", "-n", "nobody"));
    }

    private async Task AnInstanceIsReplacedAsync()
    {
        var before = (await platform.StatsAsync("shop"))[1].GetProperty("instance_guid").GetString();
        await CfAsync("restart-app-instance", "shop", "1");
        await Eventually.GetAsync(
            async () => (await platform.StatsAsync("shop"))[1],
            row => row.GetProperty("state").GetString() == "RUNNING" && row.GetProperty("instance_guid").GetString() != before,
            TimeSpan.FromSeconds(20),
            "another instance 1 runs"
        );
        Assert.Contains("Instance 7 of process web not found", (await platform.CfAsync("restart-app-instance", "shop", "7")).Failed());
    }

    private async Task<int> InstancesAsync() =>
        JsonDocument.Parse((await platform.IngotAsync("cells", "--json")).Succeeded()).RootElement.EnumerateArray().Sum(cell => cell.GetProperty("instances").GetInt32());

    private async Task<string> CfAsync(params string[] words) => (await platform.CfAsync(words)).Succeeded();
}
