using Ingot.Cell.Output;
using Ingot.Testing;

namespace Ingot.Cell.Tests.Output;

public sealed class LogRateTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void One_second_of_output_may_come_at_once()
    {
        var rate = new LogRate(1000, time);

        Assert.Equal([LogVerdict.Keep, LogVerdict.Keep], [rate.Judge(500), rate.Judge(500)]);
    }

    [Fact]
    public void Over_the_limit_everything_is_dropped_for_a_second_and_that_is_said_once()
    {
        var rate = new LogRate(1000, time);
        rate.Judge(1000);

        Assert.Equal([LogVerdict.Announce, LogVerdict.Drop, LogVerdict.Drop], [rate.Judge(10), rate.Judge(10), rate.Judge(10)]);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(LogVerdict.Keep, rate.Judge(10));
    }

    [Fact]
    public void A_line_above_the_limit_is_never_kept()
    {
        var rate = new LogRate(1000, time);

        Assert.Equal(LogVerdict.Announce, rate.Judge(1001));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(LogVerdict.Announce, rate.Judge(1001));
    }

    [Fact]
    public void Minus_one_is_unlimited_and_zero_is_silence()
    {
        Assert.Equal(LogVerdict.Keep, new LogRate(-1, time).Judge(int.MaxValue));
        Assert.Equal(LogVerdict.Drop, new LogRate(0, time).Judge(1));
    }
}
