using System.Net;
using Ingot.Lifecycle.Static;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Samples;

public sealed class SiteTests : IDisposable
{
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Site_is_served_from_public_by_the_platforms_own_server()
    {
        var staged = await StagedApp.OfFolderAsync(temp, RepositoryRoot.Combine("samples", "site"));
        var droplet = staged.Unpack(temp.Combine("instance"));

        await using var server = await SiteServer.StartAsync(
            new StaticSite(Path.Combine(droplet, "app", "public"), PushState: false, DotFiles: false)
        );
        var page = await server.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        using var missing = await server.Client.GetAsync("/no-such-page", TestContext.Current.CancellationToken);
        using var manifest = await server.Client.GetAsync("/manifest.yml", TestContext.Current.CancellationToken);

        Assert.Equal("exec \"$INGOT_EXECUTABLE\" static public", staged.Web);
        Assert.Contains("A quiet site", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains(
            "No such page.",
            await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, manifest.StatusCode);
    }
}
