using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Samples;

public sealed class VisitsTests : IDisposable
{
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Two_instances_count_together_in_Redis_and_outlast_its_restart()
    {
        var (droplet, command) = await StageAsync();
        var port = RunningApp.FreePort();
        var redis = await RedisServer.StartAsync(port, temp.Path);
        var services = $$$"""{"redis": [{"credentials": {"uri": "redis://:{{{RedisServer.Password}}}@127.0.0.1:{{{port}}}/1"}}]}""";
        await using var first = await RunningApp.StartAsync(droplet, command, ("CF_INSTANCE_INDEX", "0"), ("VCAP_SERVICES", services));
        await using var second = await RunningApp.StartAsync(droplet, command, ("CF_INSTANCE_INDEX", "1"), ("VCAP_SERVICES", services));

        var (one, cookie) = await VisitAsync(first, cookie: null);
        var (two, _) = await VisitAsync(second, cookie);
        await redis.DisposeAsync();
        using var away = await first.Client.GetAsync("/", TestContext.Current.CancellationToken);
        await using var again = await RedisServer.StartAsync(port, temp.Path);
        var (three, _) = await VisitAsync(first, cookie);

        Assert.Equal((1, "0"), (one.GetProperty("visits").GetInt32(), one.GetProperty("index").GetString()));
        Assert.Equal((2, "1"), (two.GetProperty("visits").GetInt32(), two.GetProperty("index").GetString()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal(3, three.GetProperty("visits").GetInt32());
    }

    [Fact]
    public async Task Without_Redis_an_instance_counts_for_itself_and_says_so()
    {
        var (droplet, command) = await StageAsync();
        await using var app = await RunningApp.StartAsync(droplet, command);

        var (_, cookie) = await VisitAsync(app, cookie: null);
        var (second, _) = await VisitAsync(app, cookie);
        var page = await app.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(2, second.GetProperty("visits").GetInt32());
        Assert.Contains("<h1>Visit 3</h1>", page, StringComparison.Ordinal);
        Assert.Contains("counted by this instance alone", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_is_told_to_stop_ends_by_itself_and_without_a_fault()
    {
        var (droplet, command) = await StageAsync();
        await using var app = await RunningApp.StartAsync(droplet, command);
        await VisitAsync(app, cookie: null);

        await app.StopAsync();

        Assert.Equal(0, app.ExitCode);
    }

    private async Task<(string Droplet, string Command)> StageAsync()
    {
        var staged = await StagedApp.OfFolderAsync(temp, RepositoryRoot.Combine("samples", "visits"));
        Assert.True(staged.ExitCode == 0, staged.Log);
        return (staged.Unpack(temp.Combine("instance")), staged.Web);
    }

    private static async Task<(JsonElement Visit, string Cookie)> VisitAsync(RunningApp app, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/json");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var visit = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (visit, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}
