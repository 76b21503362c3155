using System.Net;
using Ingot.Router.Tests.Support;
using Ingot.Router.Upstreams;

namespace Ingot.Router.Tests.Upstreams;

public sealed class EndpointPoolTests
{
    [Fact]
    public void A_failed_endpoint_is_skipped_until_all_have_failed()
    {
        var (first, second) = (NewEndpoint(1), NewEndpoint(2));
        var pool = new EndpointPool(Some.App, [first, second]);

        first.MarkFailed();
        var whileOneIsHealthy = Enumerable.Range(0, 4).Select(_ => pool.Enter([], out var _)).ToHashSet();
        second.MarkFailed();
        var whenAllFailed = pool.Enter([], out _);

        Assert.Equal([second], whileOneIsHealthy);
        Assert.NotNull(whenAllFailed);
        Assert.False(first.IsFailed || second.IsFailed);
    }

    [Fact]
    public void An_endpoint_takes_500_requests_at_a_time()
    {
        var endpoint = NewEndpoint(1);
        var pool = new EndpointPool(Some.App, [endpoint]);

        for (var request = 0; request < Endpoint.MaxRequests; request++)
            Assert.NotNull(pool.Enter([], out _));

        Assert.Null(pool.Enter([], out var refusal));
        Assert.Equal(Admission.Full, refusal);
        endpoint.Leave();
        Assert.NotNull(pool.Enter([], out _));
    }

    [Fact]
    public void A_wanted_instance_goes_first_unless_it_is_tried_failed_full_or_removed()
    {
        var (other, wanted) = (NewEndpoint(1), NewEndpoint(2));
        var pool = new EndpointPool(Some.App, [other, wanted]);
        var guid = wanted.Instance.InstanceGuid;

        Assert.Equal([wanted, wanted, wanted], Enumerable.Range(0, 3).Select(_ => pool.Enter([], out var _, guid)));
        Assert.Same(other, pool.Enter([wanted], out _, guid));
        wanted.MarkFailed();
        Assert.Same(other, pool.Enter([], out _, guid));
        wanted.ClearFailure();
        while (wanted.Enter() == Admission.Entered) { }
        Assert.Same(other, pool.Enter([], out _, guid));
        wanted.Leave();
        wanted.Remove();
        Assert.Same(other, pool.Enter([], out _, guid));
    }

    [Fact]
    public void A_removed_endpoint_admits_nobody_and_tells_when_it_is_idle()
    {
        var idle = 0;
        var endpoint = NewEndpoint(1, () => idle++);

        endpoint.Enter();
        endpoint.Remove();

        Assert.Equal(Admission.Removed, endpoint.Enter());
        Assert.True(endpoint.IsBusy);
        endpoint.Leave();
        Assert.Equal((1, false), (idle, endpoint.IsBusy));
    }

    private static Endpoint NewEndpoint(int port, Action? becameIdle = null) =>
        new(Some.Endpoint(port), new IPEndPoint(IPAddress.Loopback, port), TimeProvider.System, becameIdle ?? (() => { }));
}
