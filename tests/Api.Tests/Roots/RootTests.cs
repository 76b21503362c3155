using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Roots;

public sealed class RootTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_root_says_where_everything_is_without_a_login()
    {
        var root = await api.GetAsync("/", token: "none of ours");

        Assert.Equal(HttpStatusCode.OK, root.Status);
        Assert.Equal(
            """{"links":{"self":{"href":"http://api.test:8080"},"cloud_controller_v2":null,"cloud_controller_v3":{"href":"http://api.test:8080/v3","meta":{"version":"3.189.0"}},"network_policy_v0":null,"network_policy_v1":null,"login":{"href":"http://api.test:8080/uaa"},"uaa":{"href":"http://api.test:8080/uaa"},"credhub":null,"routing":null,"logging":null,"log_cache":{"href":"http://api.test:8080"},"log_stream":null,"app_ssh":null}}""",
            root.Text
        );
    }

    [Theory]
    [InlineData("apps")]
    [InlineData("organizations")]
    [InlineData("service_route_bindings")]
    [InlineData("environment_variable_groups")]
    public async Task Old_clients_find_every_resource_they_ask_for_below_v3(string resource)
    {
        var v3 = await api.GetAsync("/v3", token: "none of ours");

        Assert.Equal($"{TestApi.Url}/v3/{resource}", v3.At<string>($"links.{resource}.href"));
    }

    [Fact]
    public async Task Info_is_public_and_asks_for_no_particular_client()
    {
        var info = await api.GetAsync("/v3/info", token: "none of ours");
        var old = await api.GetAsync("/v2/info", token: "none of ours");

        Assert.Equal("", info.At<string>("cli_version.minimum"));
        Assert.False(info.At<bool>("rate_limits.enabled"));
        Assert.Equal("", old.At<string>("api_version"));
        Assert.Equal($"{TestApi.Url}/uaa", old.At<string>("authorization_endpoint"));
    }
}
