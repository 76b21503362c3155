using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Packages;

namespace Ingot.Api.Tests.Builds;

public sealed class BuildTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_is_an_order_for_the_reconciler_without_a_droplet_yet()
    {
        var package = await ReadyPackageAsync("built");
        var nudges = api.Reconciler.Nudges;

        var answer = (await BuildAsync(package)).Expect(HttpStatusCode.Created);

        Assert.Equal("STAGING", answer.At<string>("state"));
        Assert.Null(answer.Json!["droplet"]);
        Assert.Equal("admin", answer.At<string>("created_by.name"));
        Assert.True(api.Reconciler.Nudges > nudges);
    }

    [Fact]
    public async Task A_second_build_waits_for_the_end_of_the_first()
    {
        var package = await ReadyPackageAsync("built-twice");
        var first = (await BuildAsync(package)).At<string>("guid");

        var second = await BuildAsync(package);
        await api.FailBuildAsync(first, "StagingError - no");
        var third = await BuildAsync(package);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 170017), (second.Status, second.Code));
        Assert.Equal(HttpStatusCode.Created, third.Status);
        Assert.Equal("StagingError - no", (await api.GetAsync($"/v3/builds/{first}")).At<string>("error"));
    }

    [Fact]
    public async Task A_package_without_bits_cannot_be_staged()
    {
        var package = await api.PackageAsync(await api.AppAsync("empty"));

        var answer = await BuildAsync(package);

        Assert.Equal((HttpStatusCode.BadRequest, 1004), (answer.Status, answer.Code));
        Assert.Equal("Bad request: Cannot stage package whose state is not ready.", answer.Detail);
    }

    private Task<Answer> BuildAsync(string package) => api.PostAsync("/v3/builds", $$$"""{"package":{"guid":"{{{package}}}"}}""");

    private async Task<string> ReadyPackageAsync(string app)
    {
        var guid = await api.PackageAsync(await api.AppAsync(app));
        await api.Db.WriteAsync(
            async session =>
            {
                var package = await session.GetAsync<Package>(guid);
                package.State = PackageStates.Ready;
                await session.UpdateAsync(package);
            },
            Token
        );
        return guid;
    }
}
