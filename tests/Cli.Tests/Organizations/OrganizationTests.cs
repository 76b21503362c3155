using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Organizations;

public sealed class OrganizationTests
{
    [Fact]
    public async Task Organizations_and_spaces_are_listed()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var orgs = await client.RunAsync("orgs");
        var spaces = await client.RunAsync("spaces");

        Assert.Equal("Getting orgs as admin...\n\nname\ningot\n", orgs.Output);
        Assert.Equal("Getting spaces in org ingot as admin...\n\nname\ndev\n", spaces.Output);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_and_no_failure()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["POST /v3/organizations"] = Refusal("Organization 'ingot' already exists.");
        platform.Answers["POST /v3/spaces"] = Refusal("Name must be unique per organization");
        using var client = await Client.LoggedInAsync(platform);

        var org = await client.RunAsync("create-org", "ingot");
        var space = await client.RunAsync("create-space", "dev");

        Assert.Equal((0, "Creating org ingot as admin...\nOrganization 'ingot' already exists.\nOK\n\n"), (org.ExitCode, org.Output));
        Assert.Equal((0, "Creating space dev in org ingot as admin...\nSpace 'dev' already exists.\nOK\n\n"), (space.ExitCode, space.Output));
    }

    [Fact]
    public async Task Who_makes_a_space_gets_roles_in_it()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["POST /v3/spaces"] = (201, new { guid = "new-space", name = "new" });
        platform.Answers["POST /v3/roles"] = (201, new { guid = "role" });
        using var client = await Client.LoggedInAsync(platform);

        var created = await client.RunAsync("create-space", "new");

        Assert.Equal(0, created.ExitCode);
        Assert.EndsWith("TIP: Use 'cf target -o \"ingot\" -s \"new\"' to target new space\n", created.Output, StringComparison.Ordinal);
        Assert.Contains("""{"type":"space_developer","relationships":{"user":{"data":{"username":"admin","origin":"uaa"}},"space":{"data":{"guid":"new-space"}}}}""", platform.Bodies);
    }

    [Fact]
    public async Task A_renamed_or_deleted_target_is_so_in_the_configuration_too()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["PATCH /v3/spaces/space-guid"] = (200, new { guid = "space-guid" });
        platform.Answers["DELETE /v3/organizations/org-guid"] = (202, new { });
        using var client = await Client.LoggedInAsync(platform);

        await client.RunAsync("rename-space", "dev", "newer");
        Assert.Contains("\"Name\": \"newer\"", client.Config, StringComparison.Ordinal);
        var deleted = await client.RunAsync("delete-org", "ingot", "-f");

        Assert.Equal(
            "Deleting org ingot as admin...\nOK\n\nTIP: No org or space targeted, use 'cf target -o ORG -s SPACE' to target an org and space.\n", deleted.Output);
        Assert.DoesNotContain("org-guid", client.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_deleted_without_a_yes()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Input = "no\n";

        var deleted = await client.RunAsync("delete-space", "dev");

        Assert.EndsWith("Really delete the space dev? [yN]: no\n'dev' has not been deleted.\n", deleted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(platform.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private static (int, object) Refusal(string detail) => (422, new { errors = new[] { new { code = 10008, title = "CF-UnprocessableEntity", detail } } });
}
