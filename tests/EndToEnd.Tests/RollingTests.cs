using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Deployments without a gap (invariants 4 and 5 of the design).</summary>
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
