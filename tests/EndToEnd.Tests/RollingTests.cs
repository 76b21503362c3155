using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Deployments without a gap: no request fails and no index is held twice.</summary>
public sealed class RollingTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private static readonly string Hello = RepositoryRoot.Combine("samples", "hello");

    private TestPlatform Platform => shared.Platform;

    [Fact]
    public async Task A_rolling_push_fails_no_request_and_no_index_has_two_holders()
    {
        (await Platform.CfAsync("push", "hello", "-i", "1", "-p", Hello)).Succeeded();
        foreach (var instances in (int[])[1, 3])
        {
            (await Platform.CfAsync("scale", "hello", "-i", $"{instances}")).Succeeded();
            var before = await GuidsAsync();

            var most = await LoadedApp.WhileAsync(
                Platform,
                "hello",
                instances,
                async () => (await Platform.CfAsync("push", "hello", "--strategy", "rolling", "-i", $"{instances}", "-p", Hello)).Succeeded()
            );

            Assert.Equal(1, most);
            Assert.Empty(before.Intersect(await GuidsAsync()));
            Assert.Equal(instances, (await GuidsAsync()).Count);
        }
    }

    [Fact]
    public async Task A_canary_replaces_a_part_and_is_continued_or_cancelled_without_a_failed_request()
    {
        (await Platform.CfAsync("push", "hello", "-i", "4", "-p", Hello)).Succeeded();
        var old = await GuidsAsync();

        var most = await LoadedApp.WhileAsync(
            Platform,
            "hello",
            instances: 4,
            async () =>
            {
                var restart = (await Platform.CfAsync("restart", "hello", "--strategy", "canary", "--instance-steps", "50")).Succeeded();
                Assert.Contains("Active deployment with status PAUSED", restart, StringComparison.Ordinal);
                Assert.Contains("canary-steps:    1/1", restart, StringComparison.Ordinal);
                Assert.Equal(2, old.Intersect(await GuidsAsync()).Count());
                var rest = (await Platform.CfAsync("continue-deployment", "hello")).Succeeded();
                Assert.DoesNotContain("Active deployment", rest, StringComparison.Ordinal);
                Assert.Empty(old.Intersect(await GuidsAsync()));

                old = await GuidsAsync();
                (await Platform.CfAsync("restart", "hello", "--strategy", "canary")).Succeeded();
                (await Platform.CfAsync("cancel-deployment", "hello")).Succeeded();
                await Eventually.GetAsync(
                    () => Platform.CfAsync("app", "hello"),
                    static app => !app.Output.Contains("Active deployment", StringComparison.Ordinal),
                    TimeSpan.FromSeconds(20),
                    "the deployment is cancelled"
                );
                Assert.Equal(3, old.Intersect(await GuidsAsync()).Count());
            }
        );

        Assert.Equal(1, most);
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task A_deployment_goes_on_after_its_controller_was_killed()
    {
        const int Instances = 2;
        (await Platform.CfAsync("push", "hello", "-i", $"{Instances}", "-p", Hello)).Succeeded();
        var before = await GuidsAsync();

        var most = await LoadedApp.WhileAsync(
            Platform,
            "hello",
            Instances,
            async () =>
            {
                var restart = Platform.CfAsync("restart", "hello", "--strategy", "rolling");
                // The spare tells that the deployment has begun.
                var app = (await Platform.CfAsync("app", "hello", "--guid")).Succeeded().Trim();
                await Eventually.TrueAsync(() => Processes.InstanceGuids(app, Instances).Count > 0, TimeSpan.FromSeconds(20), "a spare lives");
                Signals.Send(await Platform.PidAsync("controller"), Signals.Kill);
                (await restart).Succeeded();
            }
        );

        Assert.Equal(1, most);
        Assert.Empty(before.Intersect(await GuidsAsync()));
    }

    private async Task<HashSet<string>> GuidsAsync() => [.. (await Platform.StatsAsync("hello")).Select(row => row.GetProperty("instance_guid").GetString()!)];
}
