using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Labels;

public sealed class LabelTests
{
    [Fact]
    public async Task Labels_are_set_taken_off_and_shown_in_order()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["PATCH /v3/spaces/space-guid"] = (200, new { });
        platform.Answers["GET /v3/spaces/space-guid"] = (200, new { metadata = new { labels = new { tier = "front", env = "prod" } } });
        using var client = await Client.LoggedInAsync(platform);

        var set = await client.RunAsync("set-label", "space", "dev", "env=prod", "tier=a=b");
        var unset = await client.RunAsync("unset-label", "SPACE", "dev", "env");
        var shown = await client.RunAsync("labels", "space", "dev");

        Assert.Equal("Setting label(s) for space dev in org ingot as admin...\nOK\n\n", set.Output);
        Assert.Equal("Removing label(s) for space dev in org ingot as admin...\nOK\n\n", unset.Output);
        Assert.Equal("Getting labels for space dev in org ingot as admin...\n\nkey    value\nenv    prod\ntier   front\n", shown.Output);
        Assert.Contains("""{"metadata":{"labels":{"env":"prod","tier":"a=b"}}}""", platform.Bodies);
        Assert.Contains("""{"metadata":{"labels":{"env":null}}}""", platform.Bodies);
    }

    [Theory]
    [InlineData("Metadata error: no value provided for label 'novalue'\n", "set-label", "app", "shop", "novalue")]
    [InlineData("Unsupported resource type of 'planet'\n", "labels", "planet", "earth")]
    [InlineData("Incorrect Usage: the required argument `KEY (at least 1 argument)` was not provided\n\n", "unset-label", "app", "shop")]
    public async Task A_call_that_makes_no_sense_is_refused(string errors, params string[] words)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync(words);

        Assert.Equal((1, errors), (result.ExitCode, result.Errors));
    }
}
