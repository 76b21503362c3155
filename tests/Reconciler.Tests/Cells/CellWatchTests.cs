using Ingot.Reconciler.Tests.Support;

namespace Ingot.Reconciler.Tests.Cells;

public sealed class CellWatchTests
{
    [Fact]
    public async Task Output_goes_on_where_a_broken_stream_ended()
    {
        await using var platform = await TestPlatform.StartAsync();
        var cell = platform.Cell("z1-0");

        cell.Print(TestPlatform.App, "one");
        await TestPlatform.UntilAsync(() => platform.Logs.Lines.Count == 1, "the first line has come");
        cell.CutStreams();
        cell.Print(TestPlatform.App, "two");

        await TestPlatform.UntilAsync(() => platform.Logs.Lines.Count == 2, "the second line has come");
        Assert.Equal(["one", "two"], platform.Logs.Lines.Select(line => line.Message));
    }

    [Fact]
    public async Task What_ends_while_the_stream_is_broken_is_seen_afterwards()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);
        var cell = platform.Cell("z1-0");
        var victim = cell.Instances.Values.Single();

        cell.CutStreams();
        cell.Crash(victim.InstanceGuid);

        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains(victim.InstanceGuid), "the crash is forgotten");
        await platform.UntilRunningAsync(0, 1, 2);
    }
}
