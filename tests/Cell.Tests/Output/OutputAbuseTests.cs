using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Tests.Output;

/// <summary>What an app may do with its output without harm to anybody else.</summary>
[Collection(nameof(OutputAbuseTests))]
[CollectionDefinition(nameof(OutputAbuseTests), DisableParallelization = true)]
public sealed class OutputAbuseTests
{
    [Theory]
    [InlineData("yes")]
    [InlineData("cat /dev/urandom")]
    [InlineData("cat /dev/zero")]
    [InlineData("while :; do head -c 10000000 /dev/zero | tr '\\0' x; echo; done")]
    public async Task A_flood_leaves_the_cell_small_and_a_neighbours_lines_whole(string flood)
    {
        await using var cell = await TestCell.StartAsync();
        var flooding = await cell.StartAsync(Some.Instance(flood));
        await cell.WaitForLineAsync(line => line.Source.InstanceGuid == flooding.InstanceGuid && line.Bytes.Length > 1 && IsApp(line));

        var neighbour = await cell.StartAsync(
            Some.Instance("for i in $(seq 2000); do echo line $i; sleep 0.001; done; sleep 1000", process: "p2")
        );
        // The flood's own lines are not kept: how many come depends on the machine, and here the memory of all is measured.
        var (shortest, longest) = (int.MaxValue, 0);
        var lines = await cell.LinesUntilAsync(
            line =>
            {
                (shortest, longest) = (Math.Min(shortest, line.Bytes.Length), Math.Max(longest, line.Bytes.Length));
                return IsNeighbours(line) && line.Message == "line 2000";
            },
            keep: IsNeighbours
        );
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        await cell.Client.StopAsync(flooding.InstanceGuid, TestContext.Current.CancellationToken);

        Assert.Equal(
            Enumerable.Range(1, 2000).Select(number => $"line {number}"),
            lines.Where(IsApp).Select(line => line.Message).Where(text => text.StartsWith("line "))
        );
        Assert.InRange(shortest, 1, longest);
        Assert.InRange(longest, 1, LineSplitterLimit);
        Assert.InRange(memory, 0, 60_000_000);
        await cell.WaitAsync(flooding.InstanceGuid, InstanceState.Stopped);

        bool IsNeighbours(LogLine line) => line.Source.InstanceGuid == neighbour.InstanceGuid;
    }

    [Fact]
    public async Task An_app_that_writes_without_end_is_held_back_and_the_cell_stays_answerable()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance("yes no; echo never"));
        await cell.WaitForLineAsync(line => line.Message == "no" && line.Sequence > 100_000);

        await cell.Client.StopAsync(instance.InstanceGuid, TestContext.Current.CancellationToken);

        await cell.WaitAsync(instance.InstanceGuid, InstanceState.Stopped);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < 100_000_000);
    }

    [Fact]
    public async Task Above_its_rate_an_instance_is_silenced_for_a_second_and_told_so()
    {
        await using var cell = await TestCell.StartAsync();
        await cell.StartAsync(
            Some.Instance("echo before; head -c 5000 /dev/zero | tr '\\0' x; echo; sleep 1.2; echo after; sleep 1000", logRateLimit: 1000)
        );

        var lines = await cell.LinesUntilAsync(line => line.Message == "after");

        Assert.Equal(
            ["before", "app instance exceeded log rate limit (1000 bytes/sec)", "after"],
            lines.Where(IsApp).Select(line => line.Message).Where(text => !text.StartsWith("Invoking"))
        );
    }

    [Fact]
    public async Task An_incarnation_that_is_gone_has_no_output()
    {
        await using var cell = await TestCell.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(async () =>
            await cell.Client.OutputAsync("former", 0, TestContext.Current.CancellationToken).FirstAsync()
        );
    }

    private const int LineSplitterLimit = Cell.Output.LineSplitter.MaximumBytes;

    private static bool IsApp(LogLine line) => line.Source.SourceType == "APP/PROC/WEB";
}
