using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Organizations;

public sealed class DeleteOrganizationTests : IAsyncLifetime
{
    private readonly TestApi api = new();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_space_goes_with_its_apps_their_files_and_its_routes()
    {
        var (space, app) = (await api.SpaceAsync(), await api.StartedAppAsync());
        var route = await api.RouteAsync();
        var package = api.Data.PackagePath(await api.PackageAsync(app));
        await File.WriteAllTextAsync(package, "bits", TestContext.Current.CancellationToken);
        var nudges = api.Reconciler.Nudges;

        var answer = (await api.DeleteAsync($"/v3/spaces/{space}")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("COMPLETE", (await api.GetAsync(answer.Location!.AbsolutePath)).At<string>("state"));
        foreach (var gone in (string[])[$"/v3/spaces/{space}", $"/v3/apps/{app}", $"/v3/processes/{app}", $"/v3/routes/{route}"])
            Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(gone)).Status);
        Assert.False(File.Exists(package));
        Assert.True(api.Reconciler.Nudges > nudges);
        Assert.Single((await api.GetAsync("/v3/audit_events?types=audit.space.delete-request")).Resources);
    }

    [Fact]
    public async Task An_organization_goes_with_its_spaces_apps_and_private_domains_and_its_name_is_free_again()
    {
        var (organization, app) = (await api.OrganizationAsync(), await api.StartedAppAsync());
        var body = $$$$$"""{"name":"own.test","relationships":{"organization":{"data":{"guid":"{{{{{organization}}}}}"}}}}""";
        var domain = (await api.PostAsync("/v3/domains", body)).Expect(HttpStatusCode.Created).At<string>("guid");

        (await api.DeleteAsync($"/v3/organizations/{organization}")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/v3/apps/{app}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/v3/domains/{domain}")).Status);
        Assert.Empty((await api.GetAsync("/v3/spaces")).Resources);
        (await api.PostAsync("/v3/organizations", """{"name":"ingot"}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Only_those_who_may_delete()
    {
        await api.JoeAsync("space_developer");

        Assert.Equal(HttpStatusCode.Forbidden, (await api.DeleteAsync($"/v3/spaces/{await api.SpaceAsync()}", FakeTokens.Joe)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.DeleteAsync($"/v3/organizations/{await api.OrganizationAsync()}", FakeTokens.Joe)).Status);
    }
}
