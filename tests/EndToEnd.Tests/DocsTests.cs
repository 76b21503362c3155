using System.Text.RegularExpressions;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Every command the pages show is run as it stands, but for the port and for going to the background.</summary>
public sealed partial class DocsTests
{
    [Theory]
    [InlineData("docs/getting-started.md")]
    [InlineData("docs/operating.md")]
    public async Task The_commands_of_the_page_succeed_in_their_order(string page)
    {
        using var home = new TempDirectory();
        var port = TestPlatform.FreePort();
        var commands = ShellBlock()
            .Matches(await File.ReadAllTextAsync(RepositoryRoot.Combine(page), TestContext.Current.CancellationToken))
            .Select(block => $"({block.Groups["commands"].Value})")
            .ToList();
        Assert.NotEmpty(commands);
        var script = string.Join('\n', commands)
            .Replace("8080", $"{port}", StringComparison.Ordinal)
            .Replace("./ingot up samples/hello", $"./ingot up samples/hello --detach --listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("./ingot up --detach", $"./ingot up --detach --listen 127.0.0.1:{port}", StringComparison.Ordinal);

        var environment = new Dictionary<string, string> { ["HOME"] = home.Path, ["CF_HOME"] = home.Path, ["DOTNET_CLI_HOME"] = home.Path };
        try
        {
            // curl -s hides its progress, -f makes an error status fail.
            (
                await Command.RunAsync("bash", ["-euxc", "curl() { command curl -sf \"$@\"; }\n" + script], environment, RepositoryRoot.Path)
            ).Succeeded();
        }
        finally
        {
            await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["down"], environment);
        }
        Assert.Empty(Processes.Of(home.Path));
    }

    [Fact]
    public void The_readme_names_programs_and_pages_that_exist()
    {
        var readme = File.ReadAllText(RepositoryRoot.Combine("README.md"));

        foreach (var name in (string[])["ingot", "test"])
        {
            Assert.Contains($"./{name}", readme);
            Assert.True(File.GetUnixFileMode(RepositoryRoot.Combine(name)).HasFlag(UnixFileMode.UserExecute));
        }
        Assert.All(
            Link().Matches(readme).Select(link => link.Groups["path"].Value),
            path => Assert.True(Path.Exists(RepositoryRoot.Combine(path)), path)
        );
    }

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\]\((?<path>[^)]+)\)")]
    private static partial Regex Link();
}
