using Ingot.Model.Instances;
using Ingot.Reconciler.Tests.Support;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Placement;

public sealed class GracefulStopTests
{
    [Fact]
    public async Task The_signal_waits_for_the_routers_word_and_the_end_of_its_requests()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        var leaving = platform.Running.Single(instance => instance.Index == 1);
        platform.Router.Acknowledges = false;

        await platform.RunAsync(instances: 1);
        await TestPlatform.UntilAsync(() => platform.Router.EndpointsOf(TestPlatform.Host).Count == 1, "it is out of the table");
        Assert.Empty(platform.CellOf(leaving).Stops);
        platform.Router.Busy[leaving.InstanceGuid] = true;
        await platform.Router.AckAsync();
        Assert.Empty(platform.CellOf(leaving).Stops);
        var cell = platform.CellOf(leaving);
        platform.Router.Busy.Clear();
        await platform.Router.AckAsync();

        await TestPlatform.UntilAsync(() => cell.Stops.Contains(leaving.InstanceGuid), "it is stopped");
    }

    [Fact]
    public async Task A_silent_router_holds_up_a_stop_for_six_seconds_and_the_port_for_ever()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var leaving = platform.Running.Single();
        var cell = platform.CellOf(leaving);
        platform.Router.Acknowledges = false;

        await platform.StopAppAsync();
        await TestPlatform.UntilAsync(() => !platform.Router.Knows(TestPlatform.Host), "it is out of the table");
        Assert.Empty(cell.Stops);
        time.Advance(TimeSpan.FromSeconds(6));

        await TestPlatform.UntilAsync(() => cell.Instances[leaving.InstanceGuid].State == InstanceState.Stopped, "it is stopped");
        Assert.Empty(cell.Forgotten);
        await platform.Router.AckAsync();
        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains(leaving.InstanceGuid), "its port is given back");
    }

    [Fact]
    public async Task Endless_requests_hold_up_a_stop_for_the_grace_period()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var leaving = platform.Running.Single();
        var cell = platform.CellOf(leaving);
        platform.Router.Busy[leaving.InstanceGuid] = true;

        await platform.StopAppAsync();
        await TestPlatform.UntilAsync(() => !platform.Router.Knows(TestPlatform.Host), "it is out of the table");
        await TestPlatform.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return cell.Stops.Contains(leaving.InstanceGuid);
            },
            "it is stopped"
        );

        Assert.True(time.GetUtcNow() - leaving.Since >= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stop_that_overtakes_its_start_is_given_again()
    {
        await using var platform = await TestPlatform.StartAsync();
        var accepted = new TaskCompletionSource();
        foreach (var cell in platform.Cells)
            cell.StartsAfter = accepted.Task;
        await platform.RunAsync(instances: 1);
        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Starts.IsEmpty), "the start is under way");

        await platform.StopAppAsync();
        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Stops.IsEmpty), "the stop came first");
        accepted.SetResult();

        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Forgotten.IsEmpty), "the instance is gone");
        Assert.Empty(platform.All);
    }

    [Fact]
    public async Task Restarting_one_index_stops_its_holder_and_starts_another_without_a_crash()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        var holder = platform.Running.Single(instance => instance.Index == 1);

        var found = await platform.Instances.RestartAsync(TestPlatform.App, 1, CancellationToken.None);

        Assert.True(found);
        await TestPlatform.UntilAsync(() => platform.All.All(instance => instance.InstanceGuid != holder.InstanceGuid), "the old one is gone");
        await platform.UntilRunningAsync(0, 1);
        Assert.Empty(platform.Logs.Lines);
        Assert.False(await platform.Instances.RestartAsync(TestPlatform.App, 7, CancellationToken.None));
    }
}
