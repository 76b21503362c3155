using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Users;

public sealed class RoleTests
{
    [Fact]
    public async Task A_role_is_given_once()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["POST /v3/roles"] =
            (422, new { errors = new[] { new { code = 10008, title = "CF-UnprocessableEntity", detail = "User 'ann' already has 'organization_manager' role in organization 'ingot'." } } });
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync("set-org-role", "ann", "ingot", "orgmanager");

        Assert.Equal((0, "Assigning role OrgManager to user ann in org ingot as admin...\nOK\n\n"), (result.ExitCode, result.Output));
        Assert.Equal("User 'ann' already has role 'OrgManager' in org 'ingot'.\n", result.Errors);
    }

    [Fact]
    public async Task Users_are_shown_by_role()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Answers["GET /v3/roles?include=user&per_page=5000&organization_guids=org-guid"] = (200, new
        {
            resources = new[] { Role("organization_manager", "b"), Role("organization_manager", "a"), Role("organization_auditor", "a") },
            included = new { users = new[] { User("a", "ann"), User("b", "bob") } },
        });
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync("org-users", "ingot");

        Assert.Equal(
            "Getting users in org ingot as admin...\n\nORG MANAGER\n  ann (uaa)\n  bob (uaa)\n\nBILLING MANAGER\n  No BILLING MANAGER found\n\nORG AUDITOR\n  ann (uaa)\n\n",
            result.Output);
    }

    [Fact]
    public async Task An_unknown_role_is_refused_with_those_there_are()
    {
        using var client = new Client();

        var result = await client.RunAsync("set-space-role", "ann", "ingot", "dev", "OrgManager");

        Assert.Equal("Incorrect Usage: ROLE must be \"SpaceManager\", \"SpaceDeveloper\", \"SpaceAuditor\" or \"SpaceSupporter\"\n\n", result.Errors);
    }

    private static object Role(string type, string user) => new { guid = $"{type}-{user}", type, relationships = new { user = new { data = new { guid = user } } } };

    private static object User(string guid, string name) => new { guid, presentation_name = name, origin = "uaa" };
}
