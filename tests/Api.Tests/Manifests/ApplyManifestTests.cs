using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Roles;

namespace Ingot.Api.Tests.Manifests;

public sealed class ApplyManifestTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_app_is_there_with_everything_said_when_the_answer_comes()
    {
        var job = await api.ApplyGoodAsync(
            """
            applications:
            - name: full
              memory: 512mb
              disk_quota: 2G
              instances: 3
              log-rate-limit-per-second: 16K
              command: serve --port $PORT
              timeout: 90
              health-check-type: http
              health-check-http-endpoint: /health
              env:
                COLOUR: red
                COUNT: 7
              buildpacks: [python_buildpack]
              metadata:
                labels: {team: a}
              features:
                revisions: false
              routes:
              - route: full.apps.test/shop
              processes:
              - type: worker
                instances: 2
                memory: 64M
            """
        );

        var app = (await api.FindAppAsync("full"))!;
        var web = await api.GetAsync($"/v3/processes/{app}");
        var worker = await api.GetAsync($"/v3/apps/{app}/processes/worker");
        var shown = await api.GetAsync($"/v3/apps/{app}");
        Assert.Equal("COMPLETE", (await api.GetAsync($"/v3/jobs/{job}")).At<string>("state"));
        Assert.Equal("space.apply_manifest", (await api.GetAsync($"/v3/jobs/{job}")).At<string>("operation"));
        Assert.Equal((512, 2048, 3), (web.At<int>("memory_in_mb"), web.At<int>("disk_in_mb"), web.At<int>("instances")));
        Assert.Equal(16384, web.At<long>("log_rate_limit_in_bytes_per_second"));
        Assert.Equal("serve --port $PORT", web.At<string>("command"));
        Assert.Equal(("http", 90, "/health"), (web.At<string>("health_check.type"), web.At<int>("health_check.data.timeout"), web.At<string>("health_check.data.endpoint")));
        Assert.Equal((2, 64), (worker.At<int>("instances"), worker.At<int>("memory_in_mb")));
        Assert.Equal("a", shown.At<string>("metadata.labels.team"));
        Assert.Equal("7", (await api.GetAsync($"/v3/apps/{app}/environment_variables")).At<string>("var.COUNT"));
        Assert.False((await api.GetAsync($"/v3/apps/{app}/features/revisions")).At<bool>("enabled"));
        Assert.Equal(["full.apps.test/shop"], await api.AddressesAsync(app));
    }

    [Fact]
    public async Task What_stands_above_the_applications_is_every_apps_unless_it_says_otherwise()
    {
        await api.ApplyGoodAsync("memory: 512mb\ninstances: 2\napplications:\n- name: heir\n- name: rebel\n  instances: 5\n");

        var heir = await api.GetAsync($"/v3/processes/{await api.FindAppAsync("heir")}");
        var rebel = await api.GetAsync($"/v3/processes/{await api.FindAppAsync("rebel")}");
        Assert.Equal((512, 2), (heir.At<int>("memory_in_mb"), heir.At<int>("instances")));
        Assert.Equal((512, 5), (rebel.At<int>("memory_in_mb"), rebel.At<int>("instances")));
    }

    [Fact]
    public async Task A_second_manifest_changes_what_it_says_and_leaves_the_rest()
    {
        await api.ApplyGoodAsync("applications:\n- name: twice\n  memory: 256M\n  command: first\n  env: {A: '1', B: '2'}\n  routes:\n  - route: twice.apps.test\n");
        await api.ApplyGoodAsync("applications:\n- name: twice\n  instances: 4\n  command: null\n  env: {B: '3'}\n  routes:\n  - route: other.apps.test\n");

        var app = (await api.FindAppAsync("twice"))!;
        var web = await api.GetAsync($"/v3/processes/{app}");
        var variables = await api.GetAsync($"/v3/apps/{app}/environment_variables");
        Assert.Equal((256, 4), (web.At<int>("memory_in_mb"), web.At<int>("instances")));
        Assert.Null(web.Json!["command"]);
        Assert.Equal(("1", "3"), (variables.At<string>("var.A"), variables.At<string>("var.B")));
        Assert.Equal(["other.apps.test", "twice.apps.test"], await api.AddressesAsync(app));
    }

    [Fact]
    public async Task A_fault_in_one_app_leaves_nothing_of_the_others()
    {
        var answer = await api.ApplyAsync("applications:\n- name: good\n- name: bad\n  routes:\n  - route: www.example.org\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("For application 'bad': No domains exist for route www.example.org (line 5, column 5, route 'www.example.org')", answer.Detail);
        Assert.Null(await api.FindAppAsync("good"));
        Assert.Null(await api.FindAppAsync("bad"));
    }

    [Theory]
    [InlineData("name: page\nmemory: 512mb\n", "Cannot parse manifest with no 'applications' field.", "line 1")]
    [InlineData("applications:\n- name: a\n  memory: 512\n", "Memory must use a supported unit: B, K, KB, M, MB, G, GB, T, or TB", "line 3, column 11")]
    [InlineData("applications:\n- name: a\n  instances: -1\n", "nstances", "line 3")]
    [InlineData("applications:\n- memory: 1G\n", "Name must not be empty", "line 2")]
    [InlineData("applications: [\n", "not valid YAML", "line")]
    [InlineData("version: 2\napplications:\n- name: a\n", "Unsupported manifest schema version", "line 1")]
    public async Task A_fault_is_told_with_its_place(string yaml, string text, string place)
    {
        var answer = await api.ApplyAsync(yaml);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail);
        Assert.Contains(place, answer.Detail);
    }

    [Theory]
    [InlineData("buildpack: nope", "Buildpack \"nope\" must be an existing admin buildpack or a valid git URI")]
    [InlineData("docker: {image: nginx}", "Docker support has not been enabled.")]
    [InlineData("services: [my-db]", "Service instance 'my-db' not found")]
    [InlineData("stack: cflinuxfs9", "Stack must be an existing stack")]
    [InlineData("lifecycle: cnb", "cnb")]
    [InlineData("env: {VCAP_X: y}", "VCAP_")]
    [InlineData("routes: [{route: 'api.apps.test'}]", "reserved")]
    [InlineData("routes: [{route: 'x.apps.test:1234'}]", "port")]
    [InlineData("routes: [{route: x.apps.test, options: {loadbalancing: fastest}}]", "Cannot use loadbalancing value 'fastest' for Route 'x.apps.test'; Valid values are: 'round-robin, least-connection'")]
    [InlineData("routes: [{route: x.apps.test, options: {slow: often}}]", "Cannot use slow value 'often' for Route 'x.apps.test'; Valid values are: 'true, false'")]
    [InlineData("sidecars: [{name: s, command: run, process_types: [web], memory: 2G}]", "The memory allocation defined is too large to run with the dependent \"web\" process")]
    public async Task What_the_platform_does_not_have_is_refused_and_nothing_is_made(string attribute, string text)
    {
        var answer = await api.ApplyAsync($"applications:\n- name: refused\n  {attribute}\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("For application 'refused'", answer.Detail);
        Assert.Contains(text, answer.Detail);
        Assert.Null(await api.FindAppAsync("refused"));
    }

    [Fact]
    public async Task A_body_that_is_not_yaml_or_uses_anchors_is_a_bad_request()
    {
        var path = $"/v3/spaces/{await api.SpaceAsync()}/actions/apply_manifest";

        var json = await api.PostYamlAsync(path, "{}", type: "application/json");
        var anchors = await api.ApplyAsync("applications:\n- name: a\n  env: &e {A: b}\n- name: c\n  env: *e\n");

        Assert.Equal((HttpStatusCode.BadRequest, "Bad request: Content-Type must be yaml"), (json.Status, json.Detail));
        Assert.Equal(HttpStatusCode.BadRequest, anchors.Status);
        Assert.StartsWith("Bad request: Manifest does not support Anchors and Aliases", anchors.Detail);
    }

    [Fact]
    public async Task A_manifest_of_more_than_a_megabyte_is_too_large() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await api.ApplyAsync($"# {new string('x', 1 << 20)}\n")).Status);

    [Fact]
    public async Task A_key_that_is_not_honoured_is_named_in_a_warning()
    {
        var job = await api.ApplyGoodAsync("applications:\n- name: warned\n  colour: red\n");

        var warnings = (await api.GetAsync($"/v3/jobs/{job}")).Json!["warnings"]!.AsArray();
        var warning = Assert.Single(warnings)!["detail"]!.GetValue<string>();
        Assert.Contains("colour", warning);
        Assert.Contains("line 3", warning);
    }

    [Fact]
    public async Task A_manifest_is_applied_by_developers_of_the_space()
    {
        await api.JoeAsync(RoleTypes.SpaceAuditor);

        var auditor = await api.ApplyAsync("applications:\n- name: joes\n", FakeTokens.Joe);
        var nowhere = await api.PostYamlAsync("/v3/spaces/nowhere/actions/apply_manifest", "applications:\n- name: joes\n");

        Assert.Equal(HttpStatusCode.Forbidden, auditor.Status);
        Assert.Equal((HttpStatusCode.NotFound, "Space not found"), (nowhere.Status, nowhere.Detail));
    }

    [Fact]
    public async Task The_event_of_an_applied_manifest_is_recorded()
    {
        await api.ApplyGoodAsync("applications:\n- name: recorded\n");

        var events = await api.GetAsync($"/v3/audit_events?target_guids={await api.FindAppAsync("recorded")}");

        Assert.Contains("audit.app.apply_manifest", events.Resources.Select(entry => entry!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_process_the_droplet_does_not_know_yet_waits_for_the_next_start()
    {
        var app = await api.StartedAppAsync("growing");

        await api.ApplyGoodAsync("applications:\n- name: growing\n  processes:\n  - type: clock\n    instances: 1\n");

        Assert.Equal(1, (await api.GetAsync($"/v3/apps/{app}/processes/clock")).At<int>("instances"));
    }
}
