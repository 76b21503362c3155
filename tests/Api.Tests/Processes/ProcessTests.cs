using System.Net;
using Ingot.Api.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Api.Tests.Processes;

public sealed class ProcessTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Scaling_instances_keeps_the_version_and_answers_202_with_the_process()
    {
        var app = await api.StartedAppAsync("scaled");
        var before = (await api.GetAsync($"/v3/processes/{app}")).At<string>("version");

        var answer = await api.PostAsync($"/v3/apps/{app}/processes/web/actions/scale", """{"instances":6}""");

        answer.Expect(HttpStatusCode.Accepted);
        Assert.Null(answer.Location);
        Assert.Equal(6, answer.At<int>("instances"));
        Assert.Equal(before, answer.At<string>("version"));
    }

    [Theory]
    [InlineData("""{"instances":-1}""", "Instances must be greater than or equal to 0, not -1")]
    [InlineData("""{"instances":10001}""", "Instances must be less than or equal to 10000, not 10001")]
    [InlineData("""{"instances":99999999999}""", "Instances must be less than or equal to 10000, not 99999999999")]
    [InlineData("""{"memory_in_mb":0}""", "Memory in mb must be greater than or equal to 1, not 0")]
    [InlineData("""{"instances":"two"}""", "instances must be a whole number, not ")]
    [InlineData("""{"instances":1.5}""", "instances must be a whole number, not ")]
    public async Task A_count_or_size_out_of_range_is_refused_by_name_value_and_limit(string body, string text)
    {
        var app = await api.AppAsync($"range-{Guid.NewGuid():N}");

        var answer = await api.PostAsync($"/v3/processes/{app}/actions/scale", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
        Assert.Equal(1, (await api.GetAsync($"/v3/processes/{app}")).At<int>("instances"));
    }

    [Theory]
    [InlineData("""{"timeout":181}""", "Health check timeout must be between 1 and 180, not 181")]
    [InlineData("""{"interval":2147483647}""", "Health check interval must be less than or equal to 86400, not 2147483647")]
    [InlineData("""{"invocation_timeout":86401}""", "Health check invocation timeout must be less than or equal to 86400, not 86401")]
    [InlineData("""{"endpoint":"/two\nlines"}""", "Health check endpoint must be a valid URI path")]
    [InlineData("""{"endpoint":"no-slash"}""", "Health check endpoint must be a valid URI path")]
    public async Task A_check_no_cell_could_make_is_refused(string data, string text)
    {
        var app = await api.AppAsync($"checked-{Guid.NewGuid():N}");

        var answer = await api.PatchAsync($"/v3/processes/{app}", $$$"""{"health_check":{"type":"http","data":{{{data}}}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zero_instances_are_legal()
    {
        var app = await api.AppAsync("zero");

        var answer = await api.PostAsync($"/v3/processes/{app}/actions/scale", """{"instances":0}""");

        answer.Expect(HttpStatusCode.Accepted);
        Assert.Empty((await api.GetAsync($"/v3/processes/{app}/stats")).Resources);
    }

    [Fact]
    public async Task A_command_is_hidden_in_lists_and_null_gives_the_droplets_back()
    {
        var app = await api.StartedAppAsync("commanded");
        await api.PatchAsync($"/v3/processes/{app}", """{"command":"own","health_check":{"type":"http","data":{"endpoint":"/up"}}}""");

        var one = await api.GetAsync($"/v3/processes/{app}");
        var list = await api.GetAsync($"/v3/apps/{app}/processes");
        var cleared = await api.PatchAsync($"/v3/processes/{app}", """{"command":null}""");

        Assert.Equal("own", one.At<string>("command"));
        Assert.Equal("/up", one.At<string>("health_check.data.endpoint"));
        Assert.Equal("[PRIVATE DATA HIDDEN IN LISTS]", list.Resources[0]!["command"]!.GetValue<string>());
        Assert.Equal("serve", cleared.At<string>("command"));
    }

    [Fact]
    public async Task Stats_have_one_row_per_wanted_index_with_zone_and_cell()
    {
        await using var own = new TestApi();
        await own.InitializeAsync();
        var app = await own.StartedAppAsync();
        await own.PostAsync($"/v3/processes/{app}/actions/scale", """{"instances":3}""");
        own.Instances.Add(0, InstanceState.Running, "z1");
        own.Instances.Add(1, state: null, details: "insufficient resources: memory");
        own.Instances.Usage["instance-0"] = new InstanceUsage("instance-0", 0.25, 1024, 2048, 7, DateTimeOffset.UtcNow);

        var rows = (await own.GetAsync($"/v3/apps/{app}/processes/web/stats")).Resources;

        Assert.Equal(["RUNNING", "DOWN", "DOWN"], rows.Select(row => row!["state"]!.GetValue<string>()));
        Assert.Equal("z1", rows[0]!["zone"]!.GetValue<string>());
        Assert.Equal("z1-0", rows[0]!["cell"]!.GetValue<string>());
        Assert.InRange(rows[0]!["uptime"]!.GetValue<int>(), 89, 95);
        Assert.Equal(1024L * 1024 * 1024, rows[0]!["mem_quota"]!.GetValue<long>());
        Assert.Equal(0.25, rows[0]!["usage"]!["cpu"]!.GetValue<double>());
        Assert.Equal("insufficient resources: memory", rows[1]!["details"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stats_leave_out_what_only_finishes_its_requests_after_a_scale_down()
    {
        await using var own = new TestApi();
        await own.InitializeAsync();
        var app = await own.StartedAppAsync();
        own.Instances.Add(0, InstanceState.Running);
        own.Instances.Add(1, InstanceState.Stopping);

        var rows = (await own.GetAsync($"/v3/processes/{app}/stats")).Resources;

        Assert.Equal(0, Assert.Single(rows)!["index"]!.GetValue<int>());
    }

    [Fact]
    public async Task One_instance_can_be_restarted_and_an_index_nobody_holds_is_not_found()
    {
        await using var own = new TestApi();
        await own.InitializeAsync();
        var app = await own.StartedAppAsync();
        own.Instances.Add(0, InstanceState.Running);

        var restarted = await own.DeleteAsync($"/v3/apps/{app}/processes/web/instances/0");
        var missing = await own.DeleteAsync($"/v3/processes/{app}/instances/7");

        Assert.Equal(HttpStatusCode.NoContent, restarted.Status);
        Assert.Equal([(app, 0)], own.Instances.Restarted);
        Assert.Equal("Instance not found", missing.Detail);
    }
}
