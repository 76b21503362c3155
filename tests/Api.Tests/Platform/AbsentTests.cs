using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Platform;

public sealed class AbsentTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Every_organization_has_the_one_quota_which_limits_nothing()
    {
        var organization = await api.GetAsync($"/v3/organizations/{await api.OrganizationAsync()}");

        var quota = await api.GetAsync($"/v3/organization_quotas/{organization.At<string>("relationships.quota.data.guid")}");

        Assert.Equal("default", quota.Expect(HttpStatusCode.OK).At<string>("name"));
        Assert.Null(quota.Json!["apps"]!["total_memory_in_mb"]);
    }

    [Fact]
    public async Task What_commands_ask_of_a_space_and_its_organization_is_none()
    {
        var (organization, space) = (await api.OrganizationAsync(), await api.SpaceAsync());

        Assert.Null((await api.GetAsync($"/v3/organizations/{organization}/relationships/default_isolation_segment")).Expect(HttpStatusCode.OK).Json!["data"]);
        Assert.Null((await api.GetAsync($"/v3/spaces/{space}/relationships/isolation_segment")).Expect(HttpStatusCode.OK).Json!["data"]);
        Assert.Empty((await api.GetAsync($"/v3/spaces/{space}/running_security_groups")).Resources);
    }
}
