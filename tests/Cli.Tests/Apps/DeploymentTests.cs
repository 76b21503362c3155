using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Apps;

public sealed class DeploymentTests
{
    [Fact]
    public async Task A_rolling_push_deploys_the_droplet_and_stops_nothing()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var push = await client.RunAsync("push", "shop", "--strategy", "rolling", "--max-in-flight", "2");

        Assert.Equal((0, "Instances starting...\n"), (push.ExitCode, push.Errors));
        Assert.Contains("\nStarting deployment for app shop...\nWaiting for app to deploy...\n\n", push.Output, StringComparison.Ordinal);
        Assert.Contains("instances:      1/1", push.Output, StringComparison.Ordinal);
        Assert.Equal("""{"strategy":"rolling","droplet":{"guid":"droplet-guid"},"options":{"max_in_flight":2},"relationships":{"app":{"data":{"guid":"shop-guid"}}}}""", Assert.Single(platform.Bodies));
        Assert.DoesNotContain(platform.Requests, request => request.Contains("/actions/stop", StringComparison.Ordinal));
        Assert.Single(platform.Requests, request => request.Contains("/actions/restart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_canary_push_ends_when_it_is_paused_and_continuing_waits_for_the_end()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        platform.DeploymentEnd = ("ACTIVE", "PAUSED", null);

        var push = await client.RunAsync("push", "shop", "--strategy", "canary", "--instance-steps", "10,50");
        platform.DeploymentEnd = ("FINALIZED", "DEPLOYED", null);
        var rest = await client.RunAsync("continue-deployment", "shop");

        Assert.Equal(0, push.ExitCode);
        Assert.EndsWith(
            "\nActive deployment with status PAUSED\nstrategy:        canary\nmax-in-flight:   1\ncanary-steps:    1/2\n\nPlease run `cf continue-deployment shop` to promote the canary deployment, or `cf cancel-deployment shop` to rollback to the previous version.\n",
            push.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("""{"strategy":"canary","droplet":{"guid":"droplet-guid"},"options":{"canary":{"steps":[{"instance_weight":10},{"instance_weight":50}]}},"relationships":{"app":{"data":{"guid":"shop-guid"}}}}""", Assert.Single(platform.Bodies));
        Assert.StartsWith("Continuing deployment for app shop in org ingot / space dev as admin...\n\nWaiting for app to deploy...\n\n", rest.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nTIP: Run 'cf app shop' to view app status.\n", rest.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "restart", "shop", "--instance-steps", "10" }, "'--instance-steps' and '--strategy=canary' must be used together.")]
    [InlineData(new[] { "restart", "shop", "--strategy", "canary", "--instance-steps", "ten" }, "Value for --instance-steps must be list of weights, not \"ten\"")]
    [InlineData(new[] { "rollback", "shop" }, "the required flag `--version' was not specified")]
    public async Task A_deployment_that_makes_no_sense_changes_nothing(string[] words, string fault)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var answer = await client.RunAsync(words);

        Assert.StartsWith($"Incorrect Usage: {fault}\n", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(platform.Bodies);
    }

    [Fact]
    public async Task A_rolling_restart_says_what_the_official_client_says()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var restart = await client.RunAsync("restart", "shop", "--strategy", "rolling");

        Assert.Equal(0, restart.ExitCode);
        Assert.StartsWith(
            "Restarting app shop in org ingot / space dev as admin...\n\nCreating deployment for app shop...\n\nWaiting for app to deploy...\n\nInstances starting...\n\nname: ",
            restart.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("""{"strategy":"rolling","relationships":{"app":{"data":{"guid":"shop-guid"}}}}""", Assert.Single(platform.Bodies));
    }

    [Fact]
    public async Task A_deployment_that_was_rolled_back_fails_with_the_reason()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.DeploymentEnd = ("FINALIZED", "CANCELED", "instance 0 of process web crashed 3 times");
        using var client = await WithAppAsync(platform);

        var restart = await client.RunAsync("restart", "shop", "--strategy", "rolling");
        var app = await client.RunAsync("app", "shop");

        Assert.Equal(1, restart.ExitCode);
        Assert.StartsWith("Deployment has been canceled\n\nIt was rolled back: instance 0 of process web crashed 3 times\n\nTIP: ", restart.Errors, StringComparison.Ordinal);
        Assert.EndsWith("\n\nThe last deployment was rolled back: instance 0 of process web crashed 3 times\n", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_active_deployment_is_shown_and_can_be_cancelled()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        platform.Deployment = ("ACTIVE", "DEPLOYING", "insufficient resources: memory");

        var app = await client.RunAsync("app", "shop");
        var cancel = await client.RunAsync("cancel-deployment", "shop");

        Assert.EndsWith("\nActive deployment with status DEPLOYING\nstrategy:        rolling\nmax-in-flight:   1\ndetails:         insufficient resources: memory\n", app.Output, StringComparison.Ordinal);
        Assert.Equal("Canceling deployment for app shop in org ingot / space dev as admin...\nOK\n\nTIP: Run 'cf app shop' to view app status.\n", cancel.Output);
        Assert.Equal("CANCELING", platform.Deployment?.Reason);
    }

    [Fact]
    public async Task Without_an_active_deployment_there_is_nothing_to_cancel()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var cancel = await client.RunAsync("cancel-deployment", "shop");

        Assert.Equal((1, "No active deployment found for app.\n"), (cancel.ExitCode, cancel.Errors));
    }

    private static async Task<Client> WithAppAsync(FakePlatform platform)
    {
        var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        await client.RunAsync("push", "shop");
        return client;
    }
}
