using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Revisions;

public sealed class RevisionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Starts_write_a_revision_only_when_something_has_changed_and_say_what()
    {
        var app = await api.StartedAppAsync("revised");
        await RestartAsync(app);
        await SetAsync(app, "COLOUR", "red");
        await RestartAsync(app);
        await api.PatchAsync($"/v3/apps/{app}/processes/web", """{"command":"mine"}""");
        await RestartAsync(app);

        var revisions = (await api.GetAsync($"/v3/apps/{app}/revisions?order_by=-created_at")).Resources;

        Assert.Equal(
            ["Custom start command added for 'web' process.", "New environment variables deployed.", "Initial revision."],
            revisions.Select(revision => revision!["description"]!.GetValue<string>())
        );
        var web = await api.GetAsync($"/v3/apps/{app}/processes/web");
        Assert.Equal(revisions[0]!["guid"]!.GetValue<string>(), web.At<string>("relationships.revision.data.guid"));
        Assert.Equal("mine", revisions[0]!["processes"]!["web"]!["command"]!.GetValue<string>());
        Assert.True(revisions[2]!["deployable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_processes_are_to_run_is_deployed_and_a_deployment_has_two_of_them()
    {
        var app = await api.StartedAppAsync("deployed");
        await SetAsync(app, "COLOUR", "red");
        var deployment = await DeployAsync(app);

        var during = (await api.GetAsync($"/v3/apps/{app}/revisions/deployed")).Resources;
        await RestartAsync(app);
        var after = (await api.GetAsync($"/v3/apps/{app}/revisions/deployed")).Resources;

        Assert.Equal([1, 2], during.Select(revision => revision!["version"]!.GetValue<int>()).Order());
        Assert.Equal(2, deployment.At<int>("revision.version"));
        Assert.Equal(2, Assert.Single(after)!["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Rolling_back_brings_environment_commands_and_droplet_back_in_a_new_revision()
    {
        var app = await api.StartedAppAsync("rolled-back");
        var old = (await api.GetAsync($"/v3/apps/{app}/droplets/current")).At<string>("guid");
        var first = (await api.GetAsync($"/v3/apps/{app}/revisions?versions=1")).Resources[0]!["guid"]!.GetValue<string>();
        await SetAsync(app, "COLOUR", "red");
        await api.PatchAsync($"/v3/apps/{app}/processes/web", """{"command":"mine"}""");
        await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""");

        var back = (await DeployAsync(app, $$""","revision":{"guid":"{{first}}"}""")).Expect(HttpStatusCode.Created);
        var again = await DeployAsync(app, $$""","revision":{"guid":"{{first}}"}""");

        var newest = await api.GetAsync($"/v3/revisions/{back.At<string>("revision.guid")}");
        Assert.Equal(old, back.At<string>("droplet.guid"));
        Assert.Equal(3, newest.At<int>("version"));
        Assert.EndsWith("Rolled back to revision 1.", newest.At<string>("description"), StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync($"/v3/apps/{app}/environment_variables")).Json!["var"]!.AsObject());
        Assert.NotEqual("mine", (await api.GetAsync($"/v3/apps/{app}/processes/web")).At<string>("command"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.StartsWith("Unable to rollback.", again.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_app_that_is_rolled_back_gets_one_revision_and_so_does_what_was_cancelled()
    {
        var app = await api.StartedAppAsync("stopped");
        await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""");
        var cancelled = (await api.GetAsync($"/v3/apps/{app}/revisions?versions=2")).Resources[0]!["guid"]!.GetValue<string>();
        var deployment = (await api.GetAsync($"/v3/deployments?app_guids={app}")).Resources[0]!["guid"];
        await api.PostAsync($"/v3/deployments/{deployment}/actions/cancel");
        await RestartAsync(app);
        await api.PostAsync($"/v3/apps/{app}/actions/stop");

        var back = (await DeployAsync(app, $$""","revision":{"guid":"{{cancelled}}"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal(3, back.At<int>("revision.version"));
        var deployed = (await api.GetAsync($"/v3/apps/{app}/revisions/deployed")).Resources;
        Assert.Equal("New droplet deployed. Rolled back to revision 2.", Assert.Single(deployed)!["description"]!.GetValue<string>());
        Assert.Equal(3, (await api.GetAsync($"/v3/apps/{app}/revisions")).Resources.Count);
    }

    [Fact]
    public async Task A_revision_without_its_droplet_is_told_from_the_others_and_not_deployed()
    {
        var app = await api.StartedAppAsync("undeployable");
        var first = (await api.GetAsync($"/v3/apps/{app}/revisions")).Resources[0]!;
        await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""");
        await RestartAsync(app);
        (await api.DeleteAsync($"/v3/droplets/{first["droplet"]!["guid"]}")).Expect(HttpStatusCode.Accepted);

        var gone = (await api.GetAsync($"/v3/apps/{app}/revisions?deployable=false")).Resources;
        var answer = await DeployAsync(app, $$""","revision":{"guid":"{{first["guid"]}}"}""");

        Assert.Equal(1, Assert.Single(gone)!["version"]!.GetValue<int>());
        Assert.Equal("Unable to deploy this revision, the droplet for this revision no longer exists.", answer.Detail);
    }

    [Fact]
    public async Task Labels_are_merged_and_the_environment_is_shown()
    {
        var app = await api.StartedAppAsync("labelled");
        await SetAsync(app, "COLOUR", "red");
        await RestartAsync(app);
        var revision = (await api.GetAsync($"/v3/apps/{app}/revisions?versions=2")).Resources[0]!["guid"]!.GetValue<string>();

        var labelled = await api.PatchAsync($"/v3/revisions/{revision}", """{"metadata":{"labels":{"tier":"gold"}}}""");
        var environment = await api.GetAsync($"/v3/revisions/{revision}/environment_variables");

        Assert.Equal("gold", labelled.At<string>("metadata.labels.tier"));
        Assert.Equal("red", environment.At<string>("var.COLOUR"));
    }

    [Fact]
    public async Task An_app_with_the_feature_off_keeps_no_revisions()
    {
        var app = await api.AppAsync("without");
        await api.PatchAsync($"/v3/apps/{app}/features/revisions", """{"enabled":false}""");

        var answer = (await DeployAsync(app, $$""","droplet":{"guid":"{{await api.DropletAsync(app)}}"}""")).Expect(HttpStatusCode.Created);

        Assert.Null(answer.Json!["revision"]);
        Assert.Empty((await api.GetAsync($"/v3/apps/{app}/revisions")).Resources);
    }

    private async Task RestartAsync(string app) => (await api.PostAsync($"/v3/apps/{app}/actions/restart")).Expect(HttpStatusCode.OK);

    private Task<Answer> SetAsync(string app, string name, string value) =>
        api.PatchAsync($"/v3/apps/{app}/environment_variables", $$$$"""{"var":{"{{{{name}}}}":"{{{{value}}}}"}}""");

    private Task<Answer> DeployAsync(string app, string members = "") =>
        api.PostAsync("/v3/deployments", $$$$$"""{"relationships":{"app":{"data":{"guid":"{{{{{app}}}}}"}}}{{{{{members}}}}}}""");
}
