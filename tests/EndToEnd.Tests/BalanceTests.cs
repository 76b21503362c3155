using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Six instances over three zones, and who answers how often.</summary>
public sealed class BalanceTests(BalanceTests.SixInstances six) : IClassFixture<BalanceTests.SixInstances>
{
    private const int Requests = 600;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_run_in_each_zone_and_descend_from_its_cell()
    {
        var rows = await six.Platform.StatsAsync("hello");
        var app = (await six.Platform.CfAsync("app", "hello", "--guid")).Succeeded().Trim();

        Assert.Equal([2, 2, 2], rows.GroupBy(row => row.GetProperty("zone").GetString()).Select(zone => zone.Count()));
        foreach (var row in rows)
        {
            var cell = await six.Platform.PidAsync(row.GetProperty("cell").GetString()!);
            var processes = Processes.OfInstance(app, row.GetProperty("index").GetInt32());
            Assert.NotEmpty(processes);
            Assert.All(processes, pid => Assert.Contains(cell, Processes.Ancestors(pid)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_instance_answers_a_sixth_of_the_requests(bool keepAlive)
    {
        using var client = six.Platform.NewClient(keepAlive);
        var answers = new Dictionary<string, int>();
        for (var request = 0; request < Requests; request++)
        {
            var json = await client.GetStringAsync(six.Platform.AppUrl("hello", "/json"), Cancelled);
            var index = JsonDocument.Parse(json).RootElement.GetProperty("index").GetString()!;
            answers[index] = answers.GetValueOrDefault(index) + 1;
        }

        Assert.Equal(6, answers.Count);
        Assert.All(answers.Values, count => Assert.InRange(count, 90, 110));
    }

    /// <summary>A platform on which hello was pushed and scaled to six.</summary>
    public sealed class SixInstances : IAsyncLifetime
    {
        private readonly SharedPlatform shared = new();

        public TestPlatform Platform => shared.Platform;

        public async ValueTask InitializeAsync()
        {
            await shared.InitializeAsync();
            (await Platform.CfAsync("push", "hello", "-p", RepositoryRoot.Combine("samples", "hello"))).Succeeded();
            (await Platform.CfAsync("scale", "hello", "-i", "6")).Succeeded();
        }

        public ValueTask DisposeAsync() => shared.DisposeAsync();
    }
}
