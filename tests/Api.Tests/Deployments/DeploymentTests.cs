using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Processes;

namespace Ingot.Api.Tests.Deployments;

public sealed class DeploymentTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_gives_every_process_a_new_version_and_keeps_the_one_that_serves()
    {
        var app = await api.StartedAppAsync("deployed");
        var before = await WebAsync(app);
        var droplet = await api.DropletAsync(app);

        const string Options = ""","strategy":"rolling","options":{"max_in_flight":3,"canary":null}""";
        var answer = (await DeployAsync(app, $$""","droplet":{"guid":"{{droplet}}"}{{Options}}""")).Expect(HttpStatusCode.Created);

        var after = await WebAsync(app);
        Assert.Equal(before.Version, after.StableVersion);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(("ACTIVE", "DEPLOYING"), StatusOf(answer));
        Assert.Equal(3, answer.At<int>("options.max_in_flight"));
        Assert.Equal(droplet, answer.At<string>("droplet.guid"));
        Assert.NotEqual(droplet, answer.At<string>("previous_droplet.guid"));
        Assert.Equal("web", answer.Json!["new_processes"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(droplet, (await api.GetAsync($"/v3/apps/{app}/droplets/current")).At<string>("guid"));
    }

    [Fact]
    public async Task An_active_deployment_is_found_as_clients_look_for_it_and_cancelled_with_an_empty_answer()
    {
        var app = await api.StartedAppAsync("cancelled");
        var before = await WebAsync(app);
        var old = (await api.GetAsync($"/v3/apps/{app}/droplets/current")).At<string>("guid");
        await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""");
        var found = (await api.GetAsync($"/v3/deployments?app_guids={app}&order_by=-created_at&page=1&per_page=1&status_values=ACTIVE")).Resources;
        var guid = Assert.Single(found)!["guid"]!.GetValue<string>();

        var cancel = (await api.PostAsync($"/v3/deployments/{guid}/actions/cancel")).Expect(HttpStatusCode.OK);
        var again = await api.PostAsync($"/v3/deployments/{guid}/actions/cancel");

        var web = await WebAsync(app);
        Assert.Equal("", cancel.Text);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(("ACTIVE", "CANCELING"), StatusOf(await api.GetAsync($"/v3/deployments/{guid}")));
        Assert.Equal((before.Version, before.Version), (web.Version, web.StableVersion));
        Assert.Equal(old, (await api.GetAsync($"/v3/apps/{app}/droplets/current")).At<string>("guid"));
    }

    [Fact]
    public async Task A_second_deployment_supersedes_the_first_and_would_return_to_what_was_before_both()
    {
        var app = await api.StartedAppAsync("superseded");
        var before = await WebAsync(app);
        var old = (await api.GetAsync($"/v3/apps/{app}/droplets/current")).At<string>("guid");
        var first = (await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""")).At<string>("guid");

        var second = await DeployAsync(app);

        Assert.Equal(("FINALIZED", "SUPERSEDED"), StatusOf(await api.GetAsync($"/v3/deployments/{first}")));
        Assert.Equal(old, second.At<string>("previous_droplet.guid"));
        Assert.Equal(before.Version, (await WebAsync(app)).StableVersion);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.PostAsync($"/v3/deployments/{first}/actions/cancel")).Status);
    }

    [Fact]
    public async Task A_stopped_app_is_started_and_its_deployment_is_over_at_once()
    {
        var app = await api.AppAsync("was-stopped");

        var answer = await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""");

        Assert.Equal(("FINALIZED", "DEPLOYED"), StatusOf(answer.Expect(HttpStatusCode.Created)));
        Assert.Equal("STARTED", (await api.GetAsync($"/v3/apps/{app}")).At<string>("state"));
        Assert.Null((await WebAsync(app)).StableVersion);
    }

    [Fact]
    public async Task While_deploying_an_app_is_scaled_and_restarted_but_not_stopped()
    {
        var app = await api.StartedAppAsync("busy");
        var deployment = (await DeployAsync(app)).At<string>("guid");

        var stop = await api.PostAsync($"/v3/apps/{app}/actions/stop");
        var scale = await api.PostAsync($"/v3/apps/{app}/processes/web/actions/scale", """{"instances":3}""");
        var restart = await api.PostAsync($"/v3/apps/{app}/actions/restart");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 390024), (stop.Status, stop.Code));
        Assert.Equal(HttpStatusCode.Accepted, scale.Status);
        Assert.Equal(HttpStatusCode.OK, restart.Status);
        Assert.Equal(("FINALIZED", "SUPERSEDED"), StatusOf(await api.GetAsync($"/v3/deployments/{deployment}")));
        Assert.Null((await WebAsync(app)).StableVersion);
    }

    [Fact]
    public async Task Sizes_among_the_options_are_the_web_process_s_from_then_on()
    {
        var app = await api.StartedAppAsync("resized");

        (await DeployAsync(app, ""","options":{"web_instances":4,"memory_in_mb":300,"disk_in_mb":null}""")).Expect(HttpStatusCode.Created);

        var web = await WebAsync(app);
        Assert.Equal((4, 300), (web.Instances, web.MemoryMb));
    }

    [Theory]
    [InlineData(""","strategy":"blue" """, "'blue' is not a supported deployment strategy")]
    [InlineData(""","revision":{"guid":"r"}""", "The revision does not exist")]
    [InlineData(""","revision":{"guid":"r"},"droplet":{"guid":"d"}""", "Cannot set both fields 'droplet' and 'revision'")]
    [InlineData(""","options":{"max_in_flight":0}""", "max_in_flight must be an integer greater than 0")]
    [InlineData(""","options":{"canary":{"steps":[]}}""", "only valid for Canary deployments")]
    [InlineData(""","strategy":"canary","options":{"canary":{"steps":[{"instance_weight":101}]}}""", "between 1-100 (inclusive), not 101")]
    [InlineData(""","strategy":"canary","options":{"canary":{"steps":[{"instance_weight":20},{"instance_weight":10}]}}""", "sorted in ascending order, not 20, 10")]
    [InlineData(""","strategy":"canary","options":{"canary":{"steps":[{}]}}""", "missing key: \"instance_weight\"")]
    [InlineData(""","options":{"web_instances":-2}""", "Instances must be greater than or equal to 0, not -2")]
    [InlineData(""","droplet":{"guid":"none"}""", "Invalid droplet.")]
    [InlineData(""","colour":"red" """, "Unknown field(s): 'colour'")]
    public async Task What_is_not_there_is_refused_by_name_and_changes_nothing(string members, string detail)
    {
        var app = await api.StartedAppAsync($"refused-{detail.Length}-{members.Length}");

        var answer = await DeployAsync(app, members);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(detail, answer.Detail, StringComparison.Ordinal);
        Assert.Null((await WebAsync(app)).StableVersion);
    }

    private Task<Answer> DeployAsync(string app, string members = "") =>
        api.PostAsync("/v3/deployments", $$$$$"""{"relationships":{"app":{"data":{"guid":"{{{{{app}}}}}"}}}{{{{{members}}}}}}""");

    private Task<AppProcess> WebAsync(string app) => api.Db.ReadAsync(session => session.GetAsync<AppProcess>(app), Token);

    private static (string, string) StatusOf(Answer answer) => (answer.At<string>("status.value"), answer.At<string>("status.reason"));
}
