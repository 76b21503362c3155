using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>The three ways of cloud.gov's page "Running multiple instances" to ask for two instances.</summary>
public sealed class ThreeWaysTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private readonly TestPlatform platform = shared.Platform;

    [Fact]
    public async Task Push_with_i()
    {
        (await platform.CfAsync("push", "way-one", "-i", "2", "-p", RepositoryRoot.Combine("samples", "site"))).Succeeded();

        await TwoRunInTwoZonesAsync("way-one");
    }

    [Fact]
    public async Task The_pages_manifest_with_instances_at_the_top_level()
    {
        using var folder = new TempDirectory();
        folder.Write("index.html", "<p>two of us");
        folder.Write("manifest.yml", "---\ninstances: 2\nmemory: 512mb\napplications:\n- name: way-two\n");

        var push = await platform.CfInAsync(folder.Path, "push");

        push.Succeeded();
        Assert.Contains("instances", push.Output + push.Error);
        await TwoRunInTwoZonesAsync("way-two");
    }

    [Fact]
    public async Task Scale_with_i()
    {
        (await platform.CfAsync("push", "way-three", "-p", RepositoryRoot.Combine("samples", "site"))).Succeeded();

        (await platform.CfAsync("scale", "way-three", "-i", "2")).Succeeded();

        await TwoRunInTwoZonesAsync("way-three");
    }

    private async Task TwoRunInTwoZonesAsync(string app)
    {
        var rows = await platform.StatsAsync(app);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal("RUNNING", row.GetProperty("state").GetString()));
        Assert.Equal(2, rows.Select(row => row.GetProperty("zone").GetString()).Distinct().Count());
        Assert.Matches(@"instances:\s+2/2", (await platform.CfAsync("app", app)).Succeeded());
    }
}
