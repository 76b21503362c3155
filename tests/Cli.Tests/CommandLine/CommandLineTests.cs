using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("scale", "Incorrect Usage: the required argument `APP_NAME` was not provided\n\n")]
    [InlineData("map-route", "Incorrect Usage: the required arguments `APP_NAME` and `DOMAIN` were not provided\n\n")]
    [InlineData("scale x --bogus", "Incorrect Usage: unknown flag `bogus'\n\n")]
    [InlineData("scale x -i", "Incorrect Usage: expected argument for flag `-i, --instances'\n\n")]
    [InlineData("scale x -i -f", "Incorrect Usage: expected argument for flag `-i, --instances', but got option `-f'\n\n")]
    [InlineData("scale x -m 5", "Incorrect Usage: Byte quantity must be an integer with a unit of measurement like M, MB, G, or GB\n\n")]
    public async Task A_wrong_call_is_told_and_followed_by_help(string words, string errors)
    {
        using var client = new Client();

        var result = await client.RunAsync(words.Split(' '));

        Assert.Equal((1, errors), (result.ExitCode, result.Errors));
        Assert.StartsWith($"NAME:\n   {words.Split(' ')[0]} - ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_named()
    {
        using var client = new Client();

        var result = await client.RunAsync("bogus");

        Assert.Equal((1, "'bogus' is not a registered command. See 'cf help -a'\n"), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("--version")]
    [InlineData("version")]
    public async Task The_version_has_three_ways(string word)
    {
        using var client = new Client();

        var result = await client.RunAsync(word);

        Assert.Matches(@"^cf version 8\.\d+\.\d+\+ingot\.\d+\.\d+\.\d+\n$", result.Output);
    }

    [Fact]
    public async Task Without_a_target_a_command_says_how_to_get_one()
    {
        using var client = new Client();

        var result = await client.RunAsync("apps");

        Assert.Equal((1, "FAILED\n", "No API endpoint set. Use 'cf login' or 'cf api' to target an endpoint.\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Every_command_has_help()
    {
        using var client = new Client();

        foreach (var command in CommandList.Groups.SelectMany(group => group.Commands))
        {
            var help = await client.RunAsync("help", command.Description.Name);
            var flag = await client.RunAsync(command.Description.Name, "--help");

            Assert.Equal(0, help.ExitCode);
            Assert.Equal(help.Output, flag.Output);
        }
    }
}
