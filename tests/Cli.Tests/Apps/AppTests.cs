using Ingot.Cli.Tests.Fakes;
using Ingot.Testing;

namespace Ingot.Cli.Tests.Apps;

public sealed class AppTests
{
    [Fact]
    public async Task Scaling_waits_until_all_instances_run()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var scale = await client.RunAsync("scale", "shop", "-i", "3");

        Assert.Equal(0, scale.ExitCode);
        Assert.StartsWith("Scaling app shop in org ingot / space dev as admin...\n\nInstances starting...\n\nShowing current scale of app shop", scale.Output, StringComparison.Ordinal);
        Assert.Contains("instances:      3/3", scale.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_memory_limit_restarts_the_app_after_a_question()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        client.Input = "y\n";

        var scale = await client.RunAsync("scale", "shop", "-m", "256m");

        Assert.Equal(0, scale.ExitCode);
        Assert.Contains("This will cause the app to restart. Are you sure you want to scale shop? [yN]: ", scale.Output, StringComparison.Ordinal);
        Assert.Contains("memory usage:   256M", scale.Output, StringComparison.Ordinal);
        Assert.Contains("instances:      1/1", scale.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_question_changes_nothing()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        client.Input = "n\n";

        var scale = await client.RunAsync("scale", "shop", "-m", "256m");

        Assert.Equal((0, 1024), (scale.ExitCode, platform.Apps["shop"].MemoryMb));
        Assert.EndsWith("Scaling cancelled\n", scale.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starting_takes_as_long_as_it_may_and_then_fails()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Shape = app => app.PollsToStart = int.MaxValue;
        using var client = await Client.LoggedInAsync(platform);
        client.Environment["CF_STARTUP_TIMEOUT"] = "0.005";
        client.Write("a.txt", "a");

        var push = await client.RunAsync("push", "shop");

        Assert.Equal(1, push.ExitCode);
        Assert.StartsWith("Instances starting...\nStart app timeout\n\nTIP: Application must be listening on the right port.", push.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_are_listed_with_their_health_and_routes()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var apps = await client.RunAsync("apps");

        Assert.Equal("Getting apps in org ingot / space dev as admin...\n\nname   requested state   processes   routes\nshop   started           web:1/1     shop.localhost:8080\n", apps.Output);
    }

    [Fact]
    public async Task Stop_start_and_restart_tell_what_they_do()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var restart = await client.RunAsync("restart", "shop");
        var stop = await client.RunAsync("stop", "shop");
        var again = await client.RunAsync("stop", "shop");
        var start = await client.RunAsync("start", "shop");

        Assert.StartsWith("Restarting app shop in org ingot / space dev as admin...\n\nStopping app...\n\nWaiting for app to start...\n\nInstances starting...\n\nname:", restart.Output, StringComparison.Ordinal);
        Assert.Equal("Stopping app shop in org ingot / space dev as admin...\nOK\n\n", stop.Output);
        Assert.Equal("App shop is already stopped.\nOK\n\n", again.Output);
        Assert.StartsWith("Starting app shop in org ingot / space dev as admin...\n\nWaiting for app to start...\n\n", start.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_fine()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var delete = await client.RunAsync("delete", "-fr", "shop");
        var again = await client.RunAsync("delete", "shop", "-f");

        Assert.Equal((0, "Deleting app shop in org ingot / space dev as admin...\nOK\n\n"), (delete.ExitCode, delete.Output));
        Assert.Equal((0, "App 'shop' does not exist.\n"), (again.ExitCode, again.Errors));
        Assert.Contains("DELETE /v3/routes/shop-route", platform.Requests);
    }

    [Fact]
    public async Task An_app_that_is_not_there_is_told()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var app = await client.RunAsync("app", "ghost");

        Assert.Equal((1, "App 'ghost' not found.\n"), (app.ExitCode, app.Errors));
        Assert.Equal("Showing health and status for app ghost in org ingot / space dev as admin...\n\nFAILED\n", app.Output);
    }

    [Fact]
    public async Task Recent_logs_are_shown_oldest_first()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        platform.Log.Clear();
        platform.Log.Enqueue((1_767_323_045_060_000_000, "APP/PROC/WEB", "OUT", "first"));
        platform.Log.Enqueue((1_767_323_046_000_000_000, "RTR", "ERR", "second\nthird"));

        var logs = await client.RunAsync("logs", "shop", "--recent");

        Assert.Matches(@"\n   2026-01-0\dT\d\d:\d\d:05\.06[+-]\d{4} \[APP/PROC/WEB/0\] OUT first\n   \S+ \[RTR/0\] ERR second\n   \S+ \[RTR/0\] ERR third\n$", logs.Output);
    }

    [Fact]
    public async Task A_tail_shows_every_line_once_and_ends_well()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);
        platform.Log.Clear();
        platform.Log.Enqueue((5_000_000_000, "APP/PROC/WEB", "OUT", "last"));
        platform.Requests.Clear();
        using var interrupt = new CancellationTokenSource();

        var tail = client.RunAsync(["logs", "shop"], interrupt.Token);
        // The third read is asked for when the second, which brought "last", is done.
        await ReadsAsync(platform, 3);
        // The same moment but for a nanosecond: the log cache gives no two lines the same time.
        platform.Log.Enqueue((5_000_000_001, "APP/PROC/WEB", "OUT", "next"));
        await ReadsAsync(platform, platform.Requests.Count + 2);
        await interrupt.CancelAsync();
        var result = await tail;

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["last", "next"], result.Output.Split('\n').Where(line => line.Contains("OUT ", StringComparison.Ordinal)).Select(line => line.Split("OUT ")[1]));
    }

    private static Task ReadsAsync(FakePlatform platform, int count) => Eventually.TrueAsync(
        () => platform.Requests.Count(request => request.Contains("/api/v1/read", StringComparison.Ordinal)) >= count, TimeSpan.FromSeconds(20), $"{count} reads of the log");

    private static async Task<Client> WithAppAsync(FakePlatform platform)
    {
        var client = await Client.LoggedInAsync(platform);
        client.Write("a.txt", "a");
        var push = await client.RunAsync("push", "shop");
        Assert.True(push.ExitCode == 0, push.Output + push.Errors);
        return client;
    }
}
