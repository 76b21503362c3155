using Ingot.Drill.Measures;

namespace Ingot.Tests.Drill.Measures;

public sealed class LatenciesTests
{
    [Fact]
    public void A_percentile_is_the_smallest_time_that_so_many_do_not_pass()
    {
        var latencies = Latencies.Of(Enumerable.Range(1, 2000).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms)));

        Assert.Equal(TimeSpan.FromMilliseconds(1000), latencies.Median);
        Assert.Equal(TimeSpan.FromMilliseconds(1998), latencies.P999);
        Assert.Equal(TimeSpan.FromMilliseconds(2000), latencies.Slowest);
    }

    [Fact]
    public void The_slowest_of_few_is_their_last_percentile_too()
    {
        var latencies = Latencies.Of([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)]);

        Assert.Equal(new Latencies(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), latencies);
        Assert.Equal(default, Latencies.Of([]));
    }
}
