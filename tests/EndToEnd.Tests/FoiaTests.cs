using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>The Django site of the cloud.gov page, started by the page's own script.</summary>
public sealed class FoiaTests
{
    /// <summary>More than the three seconds the page's readers are promised, so that there is time to see all requests begin.</summary>
    private const int Seconds = 6;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_instance_migrates_all_serve_and_a_long_request_survives_a_scale_down()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.LogInAsync();

        (await platform.CfInAsync(RepositoryRoot.Combine("samples", "foia"), "push", "-i", "3")).Succeeded();

        var logs = await Eventually.GetAsync(
            async () => (await platform.CfAsync("logs", "foia", "--recent")).Succeeded(),
            logs => logs.Contains("Migrating Database"),
            TimeSpan.FromSeconds(10),
            "the log shows the migration"
        );
        var migrating = Assert.Single(logs.Split('\n'), line => line.Contains("----- Migrating Database -----"));
        Assert.Contains("[APP/PROC/WEB/0]", migrating);
        var indexes = new HashSet<string>();
        for (var request = 0; request < 9; request++)
        {
            var answer = await platform.Http.GetStringAsync(platform.AppUrl("foia", "/slow?seconds=0"), Cancelled);
            indexes.Add(JsonDocument.Parse(answer).RootElement.GetProperty("index").GetString()!);
        }
        Assert.Equal(["0", "1", "2"], indexes.Order());

        var slow = Enumerable.Range(0, 6).Select(_ => platform.NewClient().GetAsync(platform.AppUrl("foia", $"/slow?seconds={Seconds}"), Cancelled)).ToList();
        await Eventually.GetAsync(
            async () => (await platform.CfAsync("logs", "foia", "--recent")).Succeeded().Split('\n').Count(line => line.Contains($"slow request begins: {Seconds}")),
            begun => begun == slow.Count,
            TimeSpan.FromSeconds(30),
            "every slow request has reached its instance"
        );
        (await platform.CfAsync("scale", "foia", "-i", "1")).Succeeded();

        foreach (var answer in await Task.WhenAll(slow))
            Assert.Equal(200, (int)answer.StatusCode);
    }
}
