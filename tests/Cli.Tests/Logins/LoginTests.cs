using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Logins;

public sealed class LoginTests
{
    [Fact]
    public async Task A_login_finds_its_way_to_the_only_space()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = new Client();

        var login = await client.RunAsync("login", "-a", platform.Url, "-u", "admin", "-p", FakePlatform.Password);

        Assert.Equal(0, login.ExitCode);
        Assert.Equal(
            $"""
            API endpoint: {platform.Url}


            Authenticating...
            OK

            Targeted org ingot.

            Targeted space dev.

            API endpoint:   {platform.Url}
            API version:    3.180.0
            user:           admin
            org:            ingot
            space:          dev

            """,
            login.Output);
        Assert.Equal("Warning: Insecure http API endpoint detected: secure https API endpoints are recommended\n", login.Errors);
    }

    [Fact]
    public async Task A_wrong_password_is_asked_for_again_twice()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = new Client { Input = "wrong\nstill wrong\n" };

        var login = await client.RunAsync("login", "-a", platform.Url, "-u", "admin", "-p", "nonsense");

        Assert.Equal(1, login.ExitCode);
        Assert.Equal(3, login.Errors.Split("Credentials were rejected, please try again.").Length - 1);
        Assert.EndsWith("Unable to authenticate.\n", login.Errors, StringComparison.Ordinal);
        Assert.Contains("Not logged in. Use 'cf login' or 'cf login --sso' to log in.", login.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_is_the_official_client_s()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        using var config = System.Text.Json.JsonDocument.Parse(client.Config);

        Assert.StartsWith("bearer e30.", config.RootElement.GetProperty("AccessToken").GetString(), StringComparison.Ordinal);
        Assert.Equal(platform.Url, config.RootElement.GetProperty("Target").GetString());
        Assert.Equal($"{platform.Url}/uaa", config.RootElement.GetProperty("AuthorizationEndpoint").GetString());
        Assert.Equal("dev", config.RootElement.GetProperty("SpaceFields").GetProperty("Name").GetString());
        Assert.Equal(4, config.RootElement.GetProperty("ConfigVersion").GetInt32());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(client.Home, ".cf", "config.json")));
    }

    [Fact]
    public async Task A_token_about_to_end_is_refreshed_before_a_request()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.TokenLife = TimeSpan.FromSeconds(30);
        using var client = await Client.LoggedInAsync(platform);
        platform.Requests.Clear();

        await client.RunAsync("apps");

        Assert.Equal("POST /uaa/oauth/token", platform.Requests.First());
    }

    [Fact]
    public async Task After_a_logout_nothing_is_left()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var logout = await client.RunAsync("logout");
        var apps = await client.RunAsync("apps");

        Assert.Equal("Logging out admin...\nOK\n\n", logout.Output);
        Assert.DoesNotContain("refresh-me", client.Config, StringComparison.Ordinal);
        Assert.Equal((1, "Not logged in. Use 'cf login' or 'cf login --sso' to log in.\n", "FAILED\n"), (apps.ExitCode, apps.Errors, apps.Output));
    }

    [Fact]
    public async Task An_unknown_space_is_told_and_forgotten()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var target = await client.RunAsync("target", "-s", "prod");
        var apps = await client.RunAsync("apps");

        Assert.Equal((1, "Space 'prod' not found.\n"), (target.ExitCode, target.Errors));
        Assert.Equal("No space targeted, use 'cf target -s SPACE' to target a space.\n", apps.Errors);
    }

    [Fact]
    public async Task Auth_takes_the_environment_s_credentials()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = new Client { Environment = { ["CF_USERNAME"] = "admin", ["CF_PASSWORD"] = FakePlatform.Password } };

        var api = await client.RunAsync("api", platform.Url);
        var auth = await client.RunAsync("auth");
        var target = await client.RunAsync("t", "-o", "ingot");

        Assert.Equal(0, api.ExitCode);
        Assert.Equal($"API endpoint: {platform.Url}\n\nAuthenticating...\nOK\n\nUse 'cf target' to view or set your target org and space.\n", auth.Output);
        Assert.EndsWith("org:            ingot\nspace:          dev\n", target.Output, StringComparison.Ordinal);
    }
}
