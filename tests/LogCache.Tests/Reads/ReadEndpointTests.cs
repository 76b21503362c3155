using System.Net;
using System.Text;
using System.Text.Json;

namespace Ingot.LogCache.Tests.Reads;

public sealed class ReadEndpointTests : IAsyncLifetime
{
    private LogCacheHost host = null!;

    public async ValueTask InitializeAsync() => host = await LogCacheHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_line_is_an_envelope_with_exactly_the_members_clients_accept()
    {
        host.Write(Some.Line("hello – wörld", timestamp: 1_700_000_000_000_000_001, error: true));

        var answer = await host.GetJsonAsync($"/api/v1/read/{Some.App}");

        Assert.Equal(
            """
            {"envelopes":{"batch":[{"timestamp":"1700000000000000001","source_id":"11111111-0000-4000-8000-000000000001","instance_id":"0","tags":{"source_type":"APP/PROC/WEB","source_id":"11111111-0000-4000-8000-000000000001","app_id":"11111111-0000-4000-8000-000000000001","instance_id":"0","origin":"ingot","process_type":"web","process_instance_id":"22222222-0000-4000-8000-0001","process_id":"33333333-0000-4000-8000-000000000001"},"log":{"payload":"aGVsbG8g4oCTIHfDtnJsZA==","type":"ERR"}}]}}
            """,
            answer.GetRawText()
        );
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_out_as_they_went_in()
    {
        byte[] message = [0xff, 0x00, 0x80, 0x1b];
        host.Write(Some.Line("") with { Bytes = message });

        var envelope = (await host.GetJsonAsync($"/api/v1/read/{Some.App}")).GetProperty("envelopes").GetProperty("batch")[0];

        Assert.Equal(message, envelope.GetProperty("log").GetProperty("payload").GetBytesFromBase64());
    }

    [Fact]
    public async Task A_page_of_long_lines_comes_whole()
    {
        host.Write([.. Enumerable.Range(1, 300).Select(number => Some.Line(new string('x', 61_440), number))]);

        var answer = await host.GetJsonAsync($"/api/v1/read/{Some.App}?limit=1000");

        Assert.Equal(300, Payloads(answer).Count(line => line.Length == 61_440));
    }

    [Theory]
    [InlineData("envelope_types=GAUGE", 1)]
    [InlineData("envelope_types=GAUGE&name_filter=^mem", 1)]
    [InlineData("name_filter=^unit", 0)]
    [InlineData("envelope_types=LOG", 1)]
    [InlineData("", 2)]
    public async Task Metrics_are_gauges_among_the_lines(string query, int count)
    {
        host.Write(Some.Line("a line", 1000), Some.Gauge("""{"memory":{"unit":"bytes","value":5}}""", 2000));

        var batch = (await host.GetJsonAsync($"/api/v1/read/{Some.App}?{query}")).GetProperty("envelopes").GetProperty("batch");

        Assert.Equal(count, batch.GetArrayLength());
        if (query.StartsWith("envelope_types=GAUGE", StringComparison.Ordinal))
            Assert.Equal("""{"metrics":{"memory":{"unit":"bytes","value":5}}}""", batch[0].GetProperty("gauge").GetRawText());
    }

    [Fact]
    public async Task The_clients_request_for_recent_lines_gives_the_newest_first()
    {
        host.Write(Some.Line("old", 1000), Some.Line("new", 2000));

        // The time of a Go client that means "from the beginning".
        var answer = await host.GetJsonAsync(
            $"/api/v1/read/{Some.App}?descending=true&envelope_types=LOG&limit=1000&start_time=-6795364578871345152"
        );

        Assert.Equal(["new", "old"], Payloads(answer));
    }

    [Fact]
    public async Task A_hundred_lines_are_given_when_no_limit_is_named()
    {
        host.Write([.. Enumerable.Range(1, 150).Select(number => Some.Line($"{number}", number))]);

        var answer = await host.GetJsonAsync($"/api/v1/read/{Some.App}?start_time=1");

        Assert.Equal(100, Payloads(answer).Length);
    }

    [Theory]
    [InlineData("envelope_types=GAUGE")]
    [InlineData("envelope_types=COUNTER&envelope_types=TIMER")]
    [InlineData("name_filter=cpu")]
    [InlineData("start_time=3000")]
    [InlineData("end_time=1000")]
    public async Task Nothing_that_matches_is_an_empty_batch(string query)
    {
        host.Write(Some.Line("a line", 2000));

        var answer = await host.GetJsonAsync($"/api/v1/read/{Some.App}?{query}");

        Assert.Equal("""{"envelopes":{"batch":[]}}""", answer.GetRawText());
    }

    [Theory]
    [InlineData("limit=1001")]
    [InlineData("limit=-1")]
    [InlineData("start_time=yesterday")]
    [InlineData("descending=maybe")]
    [InlineData("envelope_types=LOGS")]
    [InlineData("name_filter=(")]
    public async Task A_parameter_that_makes_no_sense_is_refused(string query)
    {
        using var response = await host.GetAsync($"/api/v1/read/{Some.App}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    [InlineData("bob")]
    public async Task Who_may_not_read_an_app_is_told_that_there_is_none(string? user)
    {
        host.Write(Some.Line("secret"));

        using var response = await host.GetAsync($"/api/v1/read/{Some.App}", user);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task An_operator_reads_what_apps_no_longer_own()
    {
        host.Write(Some.Line("orphan", app: "gone"));

        Assert.Equal(["orphan"], Payloads(await host.GetJsonAsync("/api/v1/read/gone", "operator")));
    }

    [Fact]
    public async Task Info_needs_no_token_and_names_a_version_with_the_newer_paths()
    {
        var info = await host.GetJsonAsync("/api/v1/info", user: null);

        Assert.Equal("3.0.0", info.GetProperty("version").GetString());
        Assert.True(long.TryParse(info.GetProperty("vm_uptime").GetString(), out _));
    }

    [Fact]
    public async Task Meta_lists_only_what_the_caller_may_read()
    {
        host.Write(Some.Line("mine", 1000), Some.Line("also mine", 3000), Some.Line("not mine", app: "other"));

        var meta = await host.GetJsonAsync("/api/v1/meta");

        Assert.Equal(
            """{"meta":{"11111111-0000-4000-8000-000000000001":{"count":"2","expired":"0","oldestTimestamp":"1000","newestTimestamp":"3000"}}}""",
            meta.GetRawText()
        );
    }

    private static string[] Payloads(JsonElement answer) =>
        [
            .. answer
                .GetProperty("envelopes")
                .GetProperty("batch")
                .EnumerateArray()
                .Select(envelope => Encoding.UTF8.GetString(envelope.GetProperty("log").GetProperty("payload").GetBytesFromBase64())),
        ];
}
