using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>What goes wrong is said clearly, and the platform goes on.</summary>
public sealed class BadInputTests(SharedPlatform shared) : IClassFixture<SharedPlatform>, IDisposable
{
    private readonly TestPlatform platform = shared.Platform;
    private readonly TempDirectory folder = new();

    [Fact]
    public async Task A_wrong_password()
    {
        using var home = new TempDirectory();
        var environment = new Dictionary<string, string> { ["CF_HOME"] = home.Path };
        (await Command.RunAsync(RepositoryRoot.Combine("cf"), ["api", platform.Url], environment)).Succeeded();

        var auth = await Command.RunAsync(RepositoryRoot.Combine("cf"), ["auth", "admin", "wrong"], environment);

        Assert.Contains("Credentials were rejected, please try again.", auth.Failed());
    }

    [Fact]
    public async Task A_manifest_that_is_no_yaml()
    {
        folder.Write("manifest.yml", "applications:\n- name: [broken\n");

        var push = await platform.CfInAsync(folder.Path, "push");

        Assert.Contains("manifest.yml", push.Failed());
    }

    [Fact]
    public async Task A_mistyped_value_is_named_with_its_line_and_what_is_accepted()
    {
        folder.Write("manifest.yml", "applications:\n- name: typo\n  memory: 512 elephants\n");

        var push = (await platform.CfInAsync(folder.Path, "push")).Failed();

        Assert.Contains("memory", push);
        Assert.Contains("512 elephants", push);
        Assert.Contains("line 3", push);
        Assert.Contains("App 'typo' not found", (await platform.CfAsync("app", "typo")).Failed());
    }

    [Fact]
    public async Task A_manifest_without_applications_names_the_line_and_the_cure()
    {
        folder.Write("manifest.yml", "instances: 2\nmemory: 512mb\n");

        var push = (await platform.CfInAsync(folder.Path, "push", "page")).Failed();

        Assert.Contains("line 1", push);
        Assert.Contains("applications:", push);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9999999999")]
    [InlineData("many")]
    public async Task An_instance_count_that_is_no_count(string count)
    {
        folder.Write("index.html", "hello");

        var push = await platform.CfInAsync(folder.Path, "push", "counted", "-i", count);

        Assert.Contains("instances", push.Failed(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(count, push.Output + push.Error);
    }

    [Fact]
    public async Task Zero_instances_are_legal()
    {
        folder.Write("index.html", "hello");

        (await platform.CfInAsync(folder.Path, "push", "none", "-i", "0")).Succeeded();

        Assert.Matches(@"instances:\s+0/0", (await platform.CfAsync("app", "none")).Succeeded());
    }

    [Fact]
    public async Task An_app_that_exits_at_once()
    {
        folder.Write("Procfile", "web: echo goodbye; exit 7\n");

        var push = (await platform.CfInAsync(folder.Path, "push", "leaver")).Failed();

        Assert.Contains("Start unsuccessful", push);
        Assert.Contains("Exited with status 7", (await platform.CfAsync("events", "leaver")).Succeeded());
        Assert.Contains("crashed", (await platform.CfAsync("app", "leaver")).Succeeded());
    }

    [Fact]
    public async Task An_app_that_never_opens_its_port()
    {
        folder.Write("Procfile", "web: sleep 1000\n");

        var push = (await platform.CfInAsync(folder.Path, "push", "mute", "-t", "2")).Failed();

        Assert.Contains("Start unsuccessful", push);
        Assert.Contains("Instance never healthy after 2s", (await platform.CfAsync("events", "mute")).Succeeded());
    }

    [Fact]
    public async Task An_app_that_no_buildpack_knows()
    {
        folder.Write("notes.txt", "nothing to run");

        var push = (await platform.CfInAsync(folder.Path, "push", "unknown")).Failed();

        Assert.Contains("NoAppDetectedError", push);
    }

    [Fact]
    public async Task An_app_that_does_not_compile()
    {
        folder.Write("broken.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        folder.Write("Program.cs", "this is not C#;");

        var push = (await platform.CfInAsync(folder.Path, "push", "broken")).Failed();

        Assert.Contains("error CS", push);
        Assert.Contains("FAILED", push);
    }

    [Fact]
    public async Task A_path_that_does_not_exist()
    {
        var push = (await platform.CfAsync("push", "pathless", "-p", "/nowhere/at/all")).Failed();

        Assert.Contains("/nowhere/at/all", push);
    }

    [Fact]
    public async Task An_app_larger_than_any_cell_is_refused_in_Cloud_Foundrys_words()
    {
        folder.Write("index.html", "hello");
        (await platform.CfInAsync(folder.Path, "push", "large", "--no-start", "-m", "100G")).Succeeded();

        (await platform.CfAsync("start", "large")).Failed();

        Assert.Contains("insufficient resources: memory", (await platform.CfAsync("app", "large")).Succeeded());
    }

    public void Dispose() => folder.Dispose();
}
