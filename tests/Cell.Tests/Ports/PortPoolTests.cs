using Ingot.Cell.Ports;
using Ingot.Testing;

namespace Ingot.Cell.Tests.Ports;

public sealed class PortPoolTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void Every_port_is_given_once()
    {
        var pool = new PortPool(1, 3, time, _ => true);

        Assert.Equal([1, 2, 3], new[] { pool.Take(), pool.Take(), pool.Take() }.Order());
        Assert.Null(pool.Take());
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_passed_over()
    {
        var pool = new PortPool(1, 2, time, port => port == 2);

        Assert.Equal(2, pool.Take());
        Assert.Null(pool.Take());
    }

    [Fact]
    public void A_port_rests_for_a_minute_after_its_instance_ended()
    {
        var pool = new PortPool(1, 1, time, _ => true);
        pool.Take();
        pool.OnEnded(1);
        pool.OnForgotten(1);

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(pool.Take());

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, pool.Take());
    }

    [Fact]
    public void A_clock_that_is_set_shortens_no_rest()
    {
        var pool = new PortPool(1, 1, time, _ => true);
        pool.Take();
        pool.OnEnded(1);
        pool.OnForgotten(1);

        time.SetClock(TimeSpan.FromHours(1));

        Assert.Null(pool.Take());
    }

    [Fact]
    public void A_port_is_not_given_again_before_its_instance_is_forgotten()
    {
        var pool = new PortPool(1, 1, time, _ => true);
        pool.Take();
        pool.OnEnded(1);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Null(pool.Take());

        pool.OnForgotten(1);
        Assert.Equal(1, pool.Take());
    }
}
