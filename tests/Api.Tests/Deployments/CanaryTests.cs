using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;
using Ingot.Storage.Deployments;

namespace Ingot.Api.Tests.Deployments;

public sealed class CanaryTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_canary_tells_its_step_and_is_continued_step_by_step_only_when_it_is_paused()
    {
        var app = await api.StartedAppAsync("canary");
        const string Options = ""","options":{"canary":{"steps":[{"instance_weight":10},{"instance_weight":50}]}}""";

        var deployment = (await DeployAsync(app, Options)).Expect(HttpStatusCode.Created);
        var guid = deployment.At<string>("guid");
        var early = await ContinueAsync(guid);
        var first = await PauseAsync(guid);
        var second = await ContinueAsync(guid);
        await PauseAsync(guid);
        await ContinueAsync(guid);

        var rest = await api.GetAsync($"/v3/deployments/{guid}");
        Assert.Equal(("canary", 1, 2), (deployment.At<string>("strategy"), deployment.At<int>("status.canary.steps.current"), deployment.At<int>("status.canary.steps.total")));
        Assert.Equal(10, deployment.Json!["options"]!["canary"]!["steps"]![0]!["instance_weight"]!.GetValue<int>());
        Assert.Equal("Cannot continue a deployment with status: ACTIVE and reason: DEPLOYING", early.Detail);
        Assert.Equal(("PAUSED", "POST"), (first.At<string>("status.reason"), first.At<string>("links.continue.method")));
        Assert.Equal((HttpStatusCode.OK, ""), (second.Status, second.Text));
        Assert.Equal(("DEPLOYING", 2), (rest.At<string>("status.reason"), rest.At<int>("status.canary.steps.current")));
    }

    [Fact]
    public async Task A_paused_canary_is_cancelled_like_any_deployment_and_has_one_step_unless_it_is_told()
    {
        var app = await api.StartedAppAsync("cancelled-canary");
        var before = await api.Db.ReadAsync(session => session.GetAsync<AppProcess>(app), TestContext.Current.CancellationToken);
        var guid = (await DeployAsync(app)).At<string>("guid");
        var paused = await PauseAsync(guid);

        (await api.PostAsync($"/v3/deployments/{guid}/actions/cancel")).Expect(HttpStatusCode.OK);

        var web = await api.Db.ReadAsync(session => session.GetAsync<AppProcess>(app), TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (paused.At<int>("status.canary.steps.current"), paused.At<int>("status.canary.steps.total")));
        Assert.Null(paused.Json!["options"]!["canary"]);
        Assert.Equal("CANCELING", (await api.GetAsync($"/v3/deployments/{guid}")).At<string>("status.reason"));
        Assert.Equal((before.Version, before.Version), (web.Version, web.StableVersion));
    }

    [Theory]
    [InlineData(10, 1, 10, 1)]
    [InlineData(10, 1, 25, 3)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 1, 100, 3)]
    public void Of_a_step_s_weight_the_instances_are_rounded_and_at_least_one(int all, int step, int weight, int instances) =>
        Assert.Equal(instances, new Canary { Weights = [weight], Step = step }.InstancesOf(all));

    /// <summary>What the reconciler does when a step is done.</summary>
    private async Task<Answer> PauseAsync(string guid)
    {
        await api.Db.WriteAsync(
            async session => await session.PauseAsync(await session.GetAsync<Deployment>(guid)),
            TestContext.Current.CancellationToken
        );
        return await api.GetAsync($"/v3/deployments/{guid}");
    }

    private Task<Answer> ContinueAsync(string guid) => api.PostAsync($"/v3/deployments/{guid}/actions/continue");

    private Task<Answer> DeployAsync(string app, string members = "") =>
        api.PostAsync("/v3/deployments", $$$$$"""{"relationships":{"app":{"data":{"guid":"{{{{{app}}}}}"}}},"strategy":"canary"{{{{{members}}}}}}""");
}
