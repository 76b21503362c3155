using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Samples;

public sealed class FoiaTests : IDisposable
{
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Instance_0_migrates_and_both_serve_the_same_contacts()
    {
        var staged = await StagedApp.OfFolderAsync(temp, RepositoryRoot.Combine("samples", "foia"));
        Assert.True(staged.ExitCode == 0, staged.Log);
        var droplet = staged.Unpack(temp.Combine("instance"));

        await using var first = await StartAsync(droplet, "0");
        await using var second = await StartAsync(droplet, "1");
        var page = await second.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("----- Migrating Database -----", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Migrating", second.Output, StringComparison.Ordinal);
        Assert.Contains("Bureau of Lighthouses", page, StringComparison.Ordinal);
        Assert.Contains("Served by instance 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_under_way_is_answered_after_the_stop_signal()
    {
        var staged = await StagedApp.OfFolderAsync(temp, RepositoryRoot.Combine("samples", "foia"));
        await using var app = await StartAsync(staged.Unpack(temp.Combine("instance")), "1");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/slow?seconds=1.5");
        var slow = app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        // Another answer on a later connection: gunicorn accepts in order, so the slow request is in by now.
        await app.Client.GetStringAsync("/healthz", TestContext.Current.CancellationToken);
        await app.StopAsync();

        using var answer = await slow;
        Assert.True(answer.IsSuccessStatusCode);
    }

    private Task<RunningApp> StartAsync(string droplet, string index) =>
        RunningApp.StartAsync(
            droplet,
            "bash cf-start.sh",
            ("CF_INSTANCE_INDEX", index),
            ("FOIA_DATABASE", temp.Combine("foia-{application_id}.sqlite3")),
            ("VCAP_APPLICATION", """{"application_id": "7b5"}""")
        );
}
