using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Roles;

namespace Ingot.Api.Tests.Roles;

public sealed class RoleTests : IAsyncLifetime
{
    private readonly TestApi api = new();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task What_a_user_may_not_read_is_not_there()
    {
        await api.JoeAsync();
        var app = await api.AppAsync();

        Assert.Empty((await api.GetAsync("/v3/apps", FakeTokens.Joe)).Resources);
        Assert.Empty((await api.GetAsync("/v3/spaces", FakeTokens.Joe)).Resources);
        Assert.Empty((await api.GetAsync("/v3/organizations", FakeTokens.Joe)).Resources);
        Assert.Equal("App not found", (await api.GetAsync($"/v3/apps/{app}", FakeTokens.Joe)).Detail);
        Assert.Equal("App not found", (await api.PostAsync($"/v3/apps/{app}/actions/stop", token: FakeTokens.Joe)).Detail);
        Assert.Equal("Process not found", (await api.GetAsync($"/v3/processes/{app}/stats", FakeTokens.Joe)).Detail);
    }

    [Fact]
    public async Task What_a_user_may_read_but_not_change_is_forbidden()
    {
        await api.JoeAsync(RoleTypes.SpaceAuditor);
        var app = await api.AppAsync();

        var read = await api.GetAsync($"/v3/apps/{app}", FakeTokens.Joe);
        var write = await api.PatchAsync($"/v3/apps/{app}", """{"name":"mine"}""", FakeTokens.Joe);

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal((HttpStatusCode.Forbidden, 10003), (write.Status, write.Code));
    }

    [Fact]
    public async Task A_supporter_scales_but_does_not_rename()
    {
        await api.JoeAsync(RoleTypes.SpaceSupporter);
        var app = await api.AppAsync();

        var scaled = await api.PostAsync($"/v3/processes/{app}/actions/scale", """{"instances":2}""", FakeTokens.Joe);
        var renamed = await api.PatchAsync($"/v3/apps/{app}", """{"name":"mine"}""", FakeTokens.Joe);

        Assert.Equal(HttpStatusCode.Accepted, scaled.Status);
        Assert.Equal(HttpStatusCode.Forbidden, renamed.Status);
    }

    [Fact]
    public async Task A_developer_sees_the_space_and_its_organization_and_makes_apps()
    {
        await api.JoeAsync(RoleTypes.SpaceDeveloper);

        var created = await api.PostAsync("/v3/apps", Some.AppBody("joes", await api.SpaceAsync()), FakeTokens.Joe);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Single((await api.GetAsync("/v3/spaces", FakeTokens.Joe)).Resources);
        Assert.Single((await api.GetAsync("/v3/organizations", FakeTokens.Joe)).Resources);
    }

    [Fact]
    public async Task A_role_given_twice_is_refused_in_the_words_clients_look_for()
    {
        await api.JoeAsync();
        var body = $$$$$"""
            {"type":"organization_manager","relationships":{"user":{"data":{"username":"joe","origin":"uaa"}},
             "organization":{"data":{"guid":"{{{{{await api.OrganizationAsync()}}}}}"}}}}
            """;
        (await api.PostAsync("/v3/roles", body)).Expect(HttpStatusCode.Created);

        var second = await api.PostAsync("/v3/roles", body);

        Assert.Equal("User 'joe' already has 'organization_manager' role in organization 'ingot'.", second.Detail);
    }

    [Fact]
    public async Task A_space_name_can_be_taken_once_per_organization()
    {
        var body = $$$$$"""{"name":"dev","relationships":{"organization":{"data":{"guid":"{{{{{await api.OrganizationAsync()}}}}}"}}}}""";

        var answer = await api.PostAsync("/v3/spaces", body);

        Assert.Equal("Name must be unique per organization", answer.Detail);
    }
}
