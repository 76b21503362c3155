using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Droplets;

public sealed class DeleteDropletTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_deleted_droplet_leaves_no_file()
    {
        var droplet = await api.DropletAsync(await api.AppAsync("tidy"));
        var file = api.Data.DropletPath(droplet);
        await File.WriteAllTextAsync(file, "droplet", TestContext.Current.CancellationToken);

        (await api.DeleteAsync($"/v3/droplets/{droplet}")).Expect(HttpStatusCode.Accepted);

        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_droplet_that_still_runs_is_not_deleted_though_another_one_is_current()
    {
        var app = await api.AppAsync("running");
        var running = await api.DropletAsync(app);
        await api.AssignDropletAsync(app, running);
        (await api.PostAsync($"/v3/apps/{app}/actions/start")).Expect(HttpStatusCode.OK);
        await api.AssignDropletAsync(app, await api.DropletAsync(app));

        var refused = await api.DeleteAsync($"/v3/droplets/{running}");
        (await api.PostAsync($"/v3/apps/{app}/actions/restart")).Expect(HttpStatusCode.OK);
        var accepted = await api.DeleteAsync($"/v3/droplets/{running}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("restart the app", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
    }
}
