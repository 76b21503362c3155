using Ingot.ApiClient.Http;
using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Diagnostics;

public sealed class DiagnosticsTests
{
    [Fact]
    public async Task A_trace_hides_what_is_secret()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = new Client();

        var login = await client.RunAsync("login", "-v", "-a", platform.Url, "-u", "admin", "-p", FakePlatform.Password);

        Assert.Contains("REQUEST: [", login.Output, StringComparison.Ordinal);
        Assert.Contains("GET /v3/organizations?order_by=name HTTP/", login.Output, StringComparison.Ordinal);
        Assert.Contains("Authorization: [PRIVATE DATA HIDDEN]", login.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(FakePlatform.Password, login.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-me", login.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("e30.", login.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"password":"x","a":[{"client_secret":"x"}],"b":1}""", """{"password":"[PRIVATE DATA HIDDEN]","a":[{"client_secret":"[PRIVATE DATA HIDDEN]"}],"b":1}""")]
    [InlineData("""{"url":"https://me:x@example.com/?password=x&y=1"}""", """{"url":"https://me:[PRIVATE DATA HIDDEN]@example.com/?password=[PRIVATE DATA HIDDEN]&y=1"}""")]
    [InlineData("""{"url":"https://me:p@ss:word@example.com/"}""", """{"url":"https://me:[PRIVATE DATA HIDDEN]@example.com/"}""")]
    [InlineData("""{"url":"redis://:x@cache:6379/0"}""", """{"url":"redis://:[PRIVATE DATA HIDDEN]@cache:6379/0"}""")]
    [InlineData("""{"url":"http://h/?password=a@b&y=1"}""", """{"url":"http://h/?password=[PRIVATE DATA HIDDEN]&y=1"}""")]
    [InlineData("""{"href":"http://localhost:8080/v3/apps?page=1","bare":"http://localhost:8080","mail":"http://localhost:8080/users/a@b.c"}""", """{"href":"http://localhost:8080/v3/apps?page=1","bare":"http://localhost:8080","mail":"http://localhost:8080/users/a@b.c"}""")]
    [InlineData("""{"text":"bearer abc.def"}""", """{"text":"bearer [PRIVATE DATA HIDDEN]"}""")]
    public void Secrets_are_taken_out_of_json(string json, string shown) =>
        Assert.Equal(shown, System.Text.Json.Nodes.JsonNode.Parse(Redaction.Json(json))!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    [Fact]
    public async Task Curl_shows_the_answer_and_fails_when_asked_to()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var fine = await client.RunAsync("curl", "/v3/jobs/7");
        var gone = await client.RunAsync("curl", "-f", "/v3/nothing");

        Assert.Equal("""{"guid":"7","state":"COMPLETE"}""" + "\n", fine.Output);
        Assert.Equal((22, "The requested URL returned error: 404\n"), (gone.ExitCode, gone.Errors));
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_is_named()
    {
        using var client = new Client();

        var api = await client.RunAsync("api", "http://127.0.0.1:1");

        Assert.Equal(1, api.ExitCode);
        Assert.StartsWith("Request error: http://127.0.0.1:1: Connection refused", api.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_is_made_when_it_is_missing_and_mapped()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("a.txt", "a");
        await client.RunAsync("push", "shop", "--no-start");

        var map = await client.RunAsync("map-route", "shop", "localhost", "-n", "www");

        Assert.Equal(
            "Creating route www.localhost for org ingot / space dev as admin...\nOK\n\nMapping route www.localhost:8080 to app shop in org ingot / space dev as admin...\nOK\n\n",
            map.Output);
    }
}
