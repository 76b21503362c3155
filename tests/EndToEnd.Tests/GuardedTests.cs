using Ingot.EndToEnd.Tests.Support;

namespace Ingot.EndToEnd.Tests;

/// <summary>
/// Apps that rely on their index: a lock file for each, and cloud.gov's <c>if [ "$CF_INSTANCE_INDEX" = "0" ]</c> before the server. They
/// tell the time of everything that happens to them.
/// </summary>
public sealed class GuardedTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private const int Rate = 50;

    /// <summary>What the platform may add to the app's own stop and start while nobody has the index.</summary>
    private const double Slack = 0.5;

    private TestPlatform Platform => shared.Platform;

    [Fact]
    public async Task Index_0_starts_its_new_version_first_and_is_soon_back()
    {
        using var witness = new Witness();
        await PushAsync("page", witness, instances: 10);

        (await Platform.CfAsync("set-env", "page", "VERSION", "2")).Succeeded();
        (await Platform.CfAsync("restart", "page", "--strategy", "rolling")).Succeeded();

        var told = witness.Read();
        double At(string version, string what) => told.Single(line => line is { Index: 0 } && line.Version == version && line.What == what).Time;
        Assert.DoesNotContain(told, line => line.What == "conflict");
        Assert.True(At("1", "end") < At("2", "start"), "index 0 was held twice");
        var stop = At("1", "end") - At("1", "term");
        var start = At("2", "ready") - At("2", "start");
        var gap = At("2", "ready") - At("1", "term");
        TestContext.Current.TestOutputHelper?.WriteLine($"gap {gap:F3} s, of which stop {stop:F3} s and start {start:F3} s");
        Assert.InRange(gap, 0, stop + start + Slack);
        Assert.All(
            told.Where(line => line is { Version: "2", What: "start", Index: > 0 }),
            line => Assert.True(line.Time > At("2", "ready"), $"index {line.Index} started before index 0 was ready")
        );
        Assert.Equal(Enumerable.Range(0, 10), told.Where(line => line is { Version: "2", What: "ready" }).Select(line => line.Index).Order());
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task Thirty_deployments_under_load_let_no_two_instances_take_one_lock_and_fail_no_request()
    {
        const int Deployments = 30;
        using var witness = new Witness();
        await PushAsync("locked", witness, instances: 3);
        await using var load = new LoadClient(Platform.Port, "locked.localhost", Rate);

        for (var deployment = 0; deployment < Deployments; deployment++)
            (await Platform.CfAsync("restart", "locked", "--strategy", "rolling", "--max-in-flight", "2")).Succeeded();

        var results = await load.StopAsync();
        Assert.DoesNotContain(results, result => result.Failed);
        var told = witness.Read();
        Assert.DoesNotContain(told, line => line.What == "conflict");
        Assert.Equal(3 * (Deployments + 1), told.Count(line => line is { What: "ready", Index: < 3 }));
        TestContext.Current.TestOutputHelper?.WriteLine($"{results.Count} requests");
    }

    private async Task PushAsync(string name, Witness witness, int instances)
    {
        (await Platform.CfAsync("push", name, "--no-start", "-p", witness.App, "-i", $"{instances}", "-m", "64M", "-b", "binary_buildpack")).Succeeded();
        (await Platform.CfAsync("set-env", name, "WITNESS", witness.Folder)).Succeeded();
        (await Platform.CfAsync("set-env", name, "VERSION", "1")).Succeeded();
        (await Platform.CfAsync("start", name)).Succeeded();
    }
}
