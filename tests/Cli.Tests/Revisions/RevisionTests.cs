using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Revisions;

public sealed class RevisionTests
{
    [Fact]
    public async Task Revisions_are_listed_and_the_deployed_one_is_marked()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var list = await client.RunAsync("revisions", "shop");

        Assert.Equal(
            """
            Getting revisions for app shop in org ingot / space dev as admin...

            revision      description   deployable   revision guid   created at
            2(deployed)   Change 2.     true         revision-2      2026-01-02T03:04:05Z
            1             Change 1.     true         revision-1      2026-01-02T03:04:05Z

            """,
            list.Output
        );
    }

    [Fact]
    public async Task One_revision_is_shown_with_its_labels_and_environment()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        var one = await client.RunAsync("revision", "shop", "--version", "1");
        var none = await client.RunAsync("revision", "shop", "--version", "7");

        Assert.Equal(
            """
            Showing revision 1 for app shop in org ingot / space dev as admin...

            revision:        1
            deployed:        false
            description:     Change 1.
            deployable:      true
            revision GUID:   revision-1
            droplet GUID:    droplet-guid
            created on:      2026-01-02T03:04:05Z

            labels:
            tier:   gold

            annotations:
            application environment variables:
            COLOUR:   red


            """,
            one.Output
        );
        Assert.Equal((1, "Revision '7' not found\n"), (none.ExitCode, none.Errors));
    }

    [Fact]
    public async Task Rolling_back_asks_and_deploys_the_revision()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await WithAppAsync(platform);

        client.Input = "n\n";
        var no = await client.RunAsync("rollback", "shop", "--version", "1");
        Assert.Empty(platform.Bodies);
        var yes = await client.RunAsync("rollback", "shop", "--version", "1", "-f", "--max-in-flight", "2");

        Assert.EndsWith("App 'shop' has not been rolled back to revision '1'.\n", no.Output, StringComparison.Ordinal);
        Assert.Equal(0, yes.ExitCode);
        Assert.Equal("""{"strategy":"rolling","revision":{"guid":"revision-1"},"options":{"max_in_flight":2},"relationships":{"app":{"data":{"guid":"shop-guid"}}}}""", Assert.Single(platform.Bodies));
    }

    private static async Task<Client> WithAppAsync(FakePlatform platform)
    {
        var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        await client.RunAsync("push", "shop");
        return client;
    }
}
