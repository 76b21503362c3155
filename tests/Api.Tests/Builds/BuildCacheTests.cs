using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Builds;

public sealed class BuildCacheTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_apps_cache_is_cleared_and_another_apps_stays()
    {
        var (app, other) = (await CachedAppAsync("cached"), await CachedAppAsync("other"));

        var answer = (await api.PostAsync($"/v3/apps/{app}/actions/clear_buildpack_cache")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("app.clear_buildpack_cache", (await api.GetAsync(answer.Location!.PathAndQuery)).At<string>("operation"));
        Assert.False(File.Exists(api.Data.BuildCachePath(app)));
        Assert.True(File.Exists(api.Data.BuildCachePath(other)));
    }

    [Fact]
    public async Task An_admin_clears_all_caches_and_nobody_else_does()
    {
        var app = await CachedAppAsync("all");

        var refused = await api.PostAsync("/v3/admin/actions/clear_buildpack_cache", token: FakeTokens.Joe);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.True(File.Exists(api.Data.BuildCachePath(app)));
        (await api.PostAsync("/v3/admin/actions/clear_buildpack_cache")).Expect(HttpStatusCode.Accepted);

        Assert.Empty(Directory.GetFiles(api.Data.BuildCaches));
    }

    [Fact]
    public async Task A_deleted_app_leaves_no_cache()
    {
        var app = await CachedAppAsync("deleted");

        (await api.DeleteAsync($"/v3/apps/{app}")).Expect(HttpStatusCode.Accepted);

        Assert.False(File.Exists(api.Data.BuildCachePath(app)));
    }

    private async Task<string> CachedAppAsync(string name)
    {
        var app = await api.AppAsync(name);
        await File.WriteAllTextAsync(api.Data.BuildCachePath(app), "cache", TestContext.Current.CancellationToken);
        return app;
    }
}
