using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Routes;

public sealed class RouteTests
{
    [Fact]
    public async Task A_route_is_created_with_the_address_as_typed()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync("create-route", "localhost", "-n", "shop", "--path", "deep");

        Assert.StartsWith("Creating route shop.localhost/deep for org ingot / space dev as admin...\nRoute shop.localhost", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(" has been created.\nOK\n\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_failure()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var route = await client.RunAsync("delete-route", "localhost", "-n", "nope", "-f");
        var domain = await client.RunAsync("delete-route", "nope.test", "-f");

        Assert.Equal(0, route.ExitCode);
        Assert.EndsWith("Unable to delete. Route with host 'nope', domain 'localhost', and path '/' not found.\nOK\n\n", route.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Domain 'nope.test' not found.\n"), (domain.ExitCode, domain.Errors));
    }

    [Theory]
    [InlineData("create-route", "nope.test")]
    [InlineData("check-route", "nope.test")]
    [InlineData("route", "nope.test")]
    [InlineData("map-route", "shop", "nope.test")]
    public async Task An_unknown_domain_is_named(params string[] words)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync(words);

        Assert.Equal((1, "Domain 'nope.test' not found.\n"), (result.ExitCode, result.Errors));
    }
}
