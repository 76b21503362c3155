using System.Net;
using System.Net.Sockets;
using Ingot.Router.Upstreams;

namespace Ingot.Router.Tests.Upstreams;

public sealed class ConnectionPoolTests
{
    [Fact]
    public async Task No_more_idle_connections_are_kept_than_it_may_have()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var pool = new ConnectionPool(listener.LocalEndPoint!, TimeProvider.System) { MaxIdle = 2 };
        var connections = new List<UpstreamConnection>();
        for (var number = 0; number < 3; number++)
            connections.Add((await pool.ConnectAsync(TestContext.Current.CancellationToken))!);

        connections.ForEach(pool.Return);

        UpstreamConnection?[] kept = [.. Enumerable.Range(0, 3).Select(_ => pool.TakeIdle(TimeSpan.MaxValue))];
        Assert.Equal([connections[1], connections[0], null], kept);
        Assert.False(connections[2].IsUsable);
        pool.Close(connections[0]);
        pool.Close(connections[1]);
    }
}
