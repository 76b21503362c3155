using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Tests.Workloads;

public sealed class AcceptanceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_is_not_promised_twice()
    {
        await using var cell = await TestCell.StartAsync(options => options with { MemoryMb = 1000 });
        await cell.StartAsync(Some.Instance("sleep 1000", memoryMb: 600));

        var refusal = await cell.Client.StartAsync(Some.Instance("sleep 1000", index: 1, memoryMb: 401), Cancelled);

        Assert.Equal("insufficient resources: memory", refusal?.Reason);
    }

    [Fact]
    public async Task The_same_order_again_changes_nothing()
    {
        await using var cell = await TestCell.StartAsync(options => options with { MemoryMb = 1000 });
        var instance = await cell.StartAsync(Some.Instance("sleep 1000", memoryMb: 600));

        Assert.Null(await cell.Client.StartAsync(instance, Cancelled));
    }

    [Fact]
    public async Task An_index_is_held_until_its_instance_is_gone()
    {
        await using var cell = await TestCell.StartAsync();
        var first = await cell.StartAsync(Some.Instance("sleep 1000", index: 3));

        Assert.Equal("index 3 is held", (await cell.Client.StartAsync(Some.Instance("sleep 1000", index: 3), Cancelled))?.Reason);

        await cell.Client.StopAsync(first.InstanceGuid, Cancelled);
        await cell.WaitAsync(first.InstanceGuid, InstanceState.Stopped);
        Assert.Null(await cell.Client.StartAsync(Some.Instance("sleep 1000", index: 3), Cancelled));
    }

    [Fact]
    public async Task An_ended_instance_is_told_of_until_it_is_forgotten()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance("exit 1"));
        await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal(InstanceState.Crashed, Assert.Single((await SnapshotAsync(cell)).Instances).State);

        await cell.Client.ForgetInstanceAsync(instance.InstanceGuid, Cancelled);
        Assert.Empty((await SnapshotAsync(cell)).Instances);
    }

    [Fact]
    public async Task Orders_about_the_unknown_are_done_already()
    {
        await using var cell = await TestCell.StartAsync();

        await cell.Client.StopAsync("unknown", Cancelled);
        await cell.Client.ForgetInstanceAsync("unknown", Cancelled);
        await cell.Client.CancelTaskAsync("unknown", Cancelled);
    }

    private static async Task<CellSnapshot> SnapshotAsync(TestCell cell)
    {
        await foreach (var first in cell.Client.EventsAsync(Cancelled))
            return first.Snapshot!;
        throw new InvalidOperationException("The event stream ended.");
    }
}
