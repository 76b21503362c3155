using Ingot.Model.Instances;
using Ingot.Reconciler.Tests.Support;

namespace Ingot.Reconciler.Tests.Instances;

public sealed class InstanceReportTests
{
    [Fact]
    public async Task Every_index_is_reported_with_its_zone_and_what_it_uses()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 3);
        await platform.UntilRunningAsync(0, 1, 2);
        await TestPlatform.UntilAsync(
            () => platform.Instances.Of(TestPlatform.App).All(report => report.State == InstanceState.Running),
            "all are reported as running"
        );

        var reports = platform.Instances.Of(TestPlatform.App);
        var usage = await platform.Instances.UsageAsync(TestPlatform.App, CancellationToken.None);

        Assert.Equal([0, 1, 2], reports.Select(report => report.Index));
        Assert.Equal(["z1", "z2", "z3"], reports.Select(report => report.Zone).Order());
        Assert.Equal(reports.Select(report => report.InstanceGuid!).Order(), usage.Keys.Order());
    }

    [Fact]
    public async Task Nothing_is_reported_of_a_process_that_is_not_there()
    {
        await using var platform = await TestPlatform.StartAsync();

        Assert.Empty(platform.Instances.Of("no-such-process"));
        Assert.Empty(await platform.Instances.UsageAsync("no-such-process", CancellationToken.None));
    }
}
