using System.Net;
using System.Net.Sockets;
using Ingot.Router.Forwarding;
using Ingot.Router.Tests.Support;
using Ingot.Router.Upstreams;
using Ingot.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ingot.Router.Tests.Forwarding;

/// <summary>Connections that end before a byte was sent on them: nothing has happened, and the request is whole.</summary>
public sealed class UnsentRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one order")]
    public async Task A_connection_reset_before_the_first_byte_is_as_good_as_none(string body)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var pool = new ConnectionPool(listener.LocalEndPoint!, TimeProvider.System);
        var connection = (await pool.ConnectAsync(TestContext.Current.CancellationToken))!;
        using (var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken))
            accepted.LingerState = new LingerOption(enable: true, seconds: 0);
        await Eventually.TrueAsync(() => !connection.IsUsable, TimeSpan.FromSeconds(10), "the reset has come");
        var request = Post(body);
        connection.Begin(request.Context, long.MaxValue, mayMove: false);

        var outcome = await new Exchange(request, connection, TimeProvider.System).RunAsync();

        Assert.Equal(Outcome.CannotConnect, outcome);
        Assert.Equal(0, request.ReceivedBytes);
        Assert.Equal(body, await new StreamReader(request.Context.Request.Body).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_orders_to_instances_that_die_at_any_moment_none_is_delivered_twice_and_only_those_that_arrived_fail()
    {
        const int Orders = 120;
        await using var router = await TestRouter.StartAsync();
        await using var dying = new RawBackend(
            async (socket, number) =>
            {
                // Dies before it reads, after a byte, after the head, or with half an answer.
                var moment = number % 4;
                if (moment == 1)
                    await socket.ReceiveAsync(new byte[1], SocketFlags.None);
                if (moment >= 2)
                    await RawBackend.ReadHeadAsync(socket);
                if (moment == 3)
                    await RawBackend.SendAsync(socket, "HTTP/1.1 20");
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        );
        var delivered = 0;
        await using var other = await Backend.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            Interlocked.Increment(ref delivered);
        });

        var failed = 0;
        for (var order = 0; order < Orders; order++)
        {
            // A new endpoint each time, for one that failed is left alone.
            await router.Controller.RouteAsync(
                Some.Route("shop.apps.test", dying.Endpoint(0) with { InstanceGuid = $"dying-{order}" }, other.Endpoint(1))
            );
            for (var again = 0; again < 2; again++)
            {
                using var answer = await router.Client.PostAsync("http://shop.apps.test/", new StringContent("order"));
                failed += answer.StatusCode == HttpStatusCode.BadGateway ? 1 : 0;
            }
        }

        Assert.Equal(2 * Orders, delivered + failed);
        // One in four dies before it reads; of those the bytes may be on their way.
        Assert.InRange(failed, dying.Connections * 3 / 4, dying.Connections);
    }

    private static ProxyRequest Post(string body)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = "POST", RawTarget = "/orders" });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpRequestBodyDetectionFeature>(new HasBody(body.Length > 0));
        var context = new DefaultHttpContext(features);
        context.Request.Body = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(body));
        context.Request.ContentLength = body.Length;
        return new ProxyRequest(context, TimeProvider.System.GetTimestamp(), TimeProvider.System.GetUtcNow());
    }

    private sealed record HasBody(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
