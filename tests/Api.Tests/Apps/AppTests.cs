using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Processes;

namespace Ingot.Api.Tests.Apps;

public sealed class AppTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_app_is_stopped_and_has_a_web_process_of_one_instance_with_the_apps_guid()
    {
        var guid = await api.AppAsync("new-app");

        var app = await api.GetAsync($"/v3/apps/{guid}");
        var web = await api.GetAsync($"/v3/processes/{guid}");

        Assert.Equal("STOPPED", app.At<string>("state"));
        Assert.Null(app.Json!["relationships"]!["current_droplet"]!["data"]!["guid"]);
        Assert.Equal("web", web.At<string>("type"));
        Assert.Equal(1, web.At<int>("instances"));
        Assert.Equal("port", web.At<string>("health_check.type"));
        Assert.Equal($"{TestApi.Url}/v3/apps/{guid}", app.At<string>("links.self.href"));
    }

    [Fact]
    public async Task A_name_can_be_taken_once_in_a_space()
    {
        await api.AppAsync("twice");

        var second = await api.PostAsync("/v3/apps", Some.AppBody("twice", await api.SpaceAsync()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Equal("App with the name 'twice' already exists.", second.Detail);
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_said_at_once_in_one_error()
    {
        var answer = await api.PostAsync(
            "/v3/apps",
            """{"name":" ","colour":"red","environment_variables":{"PORT":"1","VCAP_X":"2"},"lifecycle":{"type":"docker"}}"""
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(10008, answer.Code);
        foreach (var text in (string[])["Unknown field(s): 'colour'", "Name can't be blank", "relationships.space", "PORT", "VCAP_X", "docker"])
            Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, 1001)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, 10008)]
    [InlineData("null", HttpStatusCode.UnprocessableEntity, 10008)]
    [InlineData("""{"name":7}""", HttpStatusCode.UnprocessableEntity, 10008)]
    public async Task A_broken_body_is_refused_in_the_errors_shape(string body, HttpStatusCode status, int code)
    {
        var answer = await api.PostAsync("/v3/apps", body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_app_cannot_start_without_a_droplet()
    {
        var app = await api.AppAsync("no-droplet");

        var answer = await api.PostAsync($"/v3/apps/{app}/actions/start");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Assign a droplet before starting this app.", answer.Detail);
        Assert.Equal("STOPPED", (await api.GetAsync($"/v3/apps/{app}")).At<string>("state"));
    }

    [Fact]
    public async Task Starting_freezes_a_version_of_every_process_and_nudges_the_reconciler()
    {
        var app = await api.AppAsync("frozen");
        await api.PatchAsync($"/v3/apps/{app}/environment_variables", """{"var":{"GREETING":"hello"}}""");
        await api.AssignDropletAsync(app, await api.DropletAsync(app, ("web", "serve"), ("worker", "work")));
        var nudges = api.Reconciler.Nudges;

        (await api.PostAsync($"/v3/apps/{app}/actions/start")).Expect(HttpStatusCode.OK);

        var versions = await api.Db.ReadAsync(
            session =>
                session.QueryAsync<ProcessVersion>(
                    "select v.* from process_versions v join processes p on p.version = v.version where p.app_guid = @app order by p.type",
                    new { app }
                ),
            Token
        );
        Assert.Equal(["serve", "work"], versions.Select(version => version.Command));
        Assert.All(versions, version => Assert.Equal("hello", version.Environment["GREETING"]));
        Assert.True(api.Reconciler.Nudges > nudges);
    }

    [Fact]
    public async Task Restarting_writes_fresh_versions_and_starting_a_started_app_does_not()
    {
        var app = await api.StartedAppAsync("restarted");
        var first = (await api.GetAsync($"/v3/processes/{app}")).At<string>("version");

        await api.PostAsync($"/v3/apps/{app}/actions/start");
        var second = (await api.GetAsync($"/v3/processes/{app}")).At<string>("version");
        await api.PostAsync($"/v3/apps/{app}/actions/restart");
        var third = (await api.GetAsync($"/v3/processes/{app}")).At<string>("version");

        Assert.Equal(first, second);
        Assert.NotEqual(second, third);
    }

    [Fact]
    public async Task A_droplet_brings_its_process_types_worker_without_instances()
    {
        var app = await api.AppAsync("types");

        await api.AssignDropletAsync(app, await api.DropletAsync(app, ("web", "serve"), ("worker", "work")));

        var worker = (await api.GetAsync($"/v3/apps/{app}/processes/worker")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, worker.At<int>("instances"));
        Assert.Equal("process", worker.At<string>("health_check.type"));
        Assert.Equal("work", worker.At<string>("command"));
    }

    [Fact]
    public async Task Another_apps_droplet_is_refused()
    {
        var (app, other) = (await api.AppAsync("mine"), await api.AppAsync("yours"));
        var droplet = await api.DropletAsync(other);

        var answer = await api.PatchAsync($"/v3/apps/{app}/relationships/current_droplet", $$$"""{"data":{"guid":"{{{droplet}}}"}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Droplet not found", (await api.GetAsync($"/v3/apps/{app}/droplets/current")).Detail);
    }

    [Fact]
    public async Task Deleting_an_app_is_a_job_that_is_complete_and_leaves_no_row_and_no_file()
    {
        var app = await api.StartedAppAsync("deleted");
        var package = await api.PackageAsync(app);
        await File.WriteAllTextAsync(api.Data.PackagePath(package), "zip", Token);

        var answer = (await api.DeleteAsync($"/v3/apps/{app}")).Expect(HttpStatusCode.Accepted);

        Assert.StartsWith($"{TestApi.Url}/v3/jobs/", answer.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("COMPLETE", (await api.GetAsync(answer.Location.PathAndQuery)).At<string>("state"));
        Assert.Equal("App not found", (await api.GetAsync($"/v3/apps/{app}")).Detail);
        Assert.False(File.Exists(api.Data.PackagePath(package)));
    }

    [Fact]
    public async Task Environment_variables_are_merged_and_null_removes()
    {
        var app = await api.AppAsync("env");
        await api.PatchAsync($"/v3/apps/{app}/environment_variables", """{"var":{"A":"1","B":"2"}}""");

        var answer = await api.PatchAsync($"/v3/apps/{app}/environment_variables", """{"var":{"A":null,"C":"3"}}""");

        Assert.Equal(["B=2", "C=3"], answer.Json!["var"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}").Order());
        var all = await api.GetAsync($"/v3/apps/{app}/env");
        Assert.Equal("env", all.At<string>("application_env_json.VCAP_APPLICATION.application_name"));
    }

    [Fact]
    public async Task Events_tell_the_life_of_an_app_newest_first()
    {
        var app = await api.StartedAppAsync("eventful");
        await api.PostAsync($"/v3/apps/{app}/processes/web/actions/scale", """{"instances":3}""");
        await api.PostAsync($"/v3/apps/{app}/actions/stop");

        var events = await api.GetAsync($"/v3/audit_events?target_guids={app}&order_by=-created_at");

        Assert.Equal(
            ["audit.app.stop", "audit.app.process.scale", "audit.app.start", "audit.app.droplet.mapped", "audit.app.create"],
            // The revision is of the same moment as the start it is written by.
            events.Resources.Select(row => row!["type"]!.GetValue<string>()).Where(type => type != "audit.app.revision.create")
        );
        Assert.Equal("admin", events.Resources[0]!["actor"]!["name"]!.GetValue<string>());
        Assert.Equal(3, events.Resources[1]!["data"]!["request"]!["instances"]!.GetValue<int>());
    }

    [Fact]
    public async Task Renaming_and_labelling_keep_the_rest()
    {
        var app = await api.AppAsync("old-name");
        await api.PatchAsync($"/v3/apps/{app}", """{"metadata":{"labels":{"tier":"front"}}}""");

        var answer = await api.PatchAsync($"/v3/apps/{app}", """{"name":"new-name","lifecycle":{"type":"buildpack","data":{"buildpacks":["python_buildpack"]}}}""");

        Assert.Equal("new-name", answer.At<string>("name"));
        Assert.Equal("front", answer.At<string>("metadata.labels.tier"));
        Assert.Equal("ingot", answer.At<string>("lifecycle.data.stack"));
    }
}
