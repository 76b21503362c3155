using System.Net.Sockets;
using System.Text;
using Ingot.Router.Tests.Support;
using Ingot.Testing;

namespace Ingot.Router.Tests.Requests;

/// <summary>Clients that mean ill, or cannot do better, and what others notice of them.</summary>
public sealed class HostileClientTests
{
    private const string Host = "Host: shop.apps.test\r\n";
    private const string Post = "POST / HTTP/1.1\r\n" + Host;

    [Theory]
    [InlineData("GET /\r\n\r\n", 400)]
    [InlineData("G<T / HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET /a b HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET / HTTP/3.0\r\n" + Host + "\r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "Host: other.apps.test\r\n\r\n", 400)]
    [InlineData("GET http://other.apps.test/ HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "X : y\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "X: y\r\n z\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n", 400)]
    public async Task Malformed_requests_reach_no_instance(string request, int status)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        Assert.StartsWith($"HTTP/1.1 {status} ", await AskAsync(router, request, isAll: false));
        Assert.Equal(0, backend.Requests);
    }

    [Theory]
    [InlineData(70_000, 0, 414)]
    [InlineData(0, 1_100_000, 431)]
    public async Task Requests_too_large_are_refused(int target, int header, int status)
    {
        await using var router = await TestRouter.StartAsync();

        // What was not read yet makes the close a reset, which may overtake the answer.
        var answer = await Eventually.GetAsync(
            () => AskAsync(router, $"GET /{new string('x', target)} HTTP/1.1\r\n{Host}X: {new string('x', header)}\r\n\r\n"),
            answer => answer.Length > 0,
            TimeSpan.FromSeconds(30),
            "an answer comes through"
        );

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
    }

    /// <summary>What two readers could take for a different number of requests is one request or none (RFC 9112, 6.1 and 6.3).</summary>
    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 100\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Length: 46\r\n\r\n")]
    [InlineData("Content-Length: 0, 46\r\n\r\n")]
    [InlineData("Content-Length: +0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\n\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\nx\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff0\r\n\r\n")]
    [InlineData("Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc")]
    public async Task No_request_hides_in_another(string framing)
    {
        await using var router = await TestRouter.StartAsync();
        var seen = new List<string>();
        // Reads as a careless server would: by Content-Length first.
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                while (await RawBackend.ReadHeadAsync(socket) is { } head)
                {
                    lock (seen)
                        seen.Add(head);
                    await RawBackend.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    if (head.StartsWith("POST", StringComparison.Ordinal))
                        return;
                }
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await AskAsync(router, Post + framing);

        lock (seen)
        {
            Assert.InRange(seen.Count, 0, 1);
            Assert.All(seen, head => Assert.False(Has(head, "\r\nContent-Length:") && Has(head, "\r\nTransfer-Encoding:"), head));
        }
    }

    [Theory]
    [InlineData("zz\r\n")]
    [InlineData("fffffffffffffffff\r\n")]
    [InlineData("3\nabc\n")]
    public async Task A_body_in_broken_chunks_is_refused(string chunk)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(async (socket, _) => await RawBackend.ReadHeadAsync(socket));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        var answer = await AskAsync(router, Post + "Transfer-Encoding: chunked\r\n\r\n" + chunk, isAll: false);

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("X-Cf-RouterError: invalid_request", answer);
    }

    [Fact]
    public async Task A_thousand_idle_connections_keep_nobody_out()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        var idle = new List<NetworkStream>();
        for (var number = 0; number < 1000; number++)
        {
            idle.Add(await router.ConnectAsync(TestContext.Current.CancellationToken));
            await idle[^1].WriteAsync("GET / HT"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var answer = await router.Client.GetStringAsync("http://shop.apps.test/").WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(backend.Port.ToString(), answer);
        foreach (var connection in idle)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answer_is_left_when_the_requests_time_is_over()
    {
        await using var router = await TestRouter.StartAsync(options => options with { RequestTimeout = TimeSpan.FromSeconds(1) });
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, "HTTP/1.1 200 OK\r\n\r\n");
                while (true)
                    await socket.SendAsync(new byte[64 * 1024], SocketFlags.None);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        await using var client = await router.ConnectAsync(TestContext.Current.CancellationToken);

        await client.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + Host + "\r\n"), TestContext.Current.CancellationToken);
        // The line is written when the request is over.
        var line = await router.Controller.LineAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains("\"GET / HTTP/1.1\"", line.Message);
    }

    [Fact]
    public async Task A_client_that_does_not_send_its_body_is_left_when_the_requests_time_is_over()
    {
        await using var router = await TestRouter.StartAsync(options => options with { RequestTimeout = TimeSpan.FromSeconds(1) });
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        var answer = await AskAsync(router, Post + "Idempotency-Key: k\r\nContent-Length: 300\r\n\r\nbegin", isAll: false);

        Assert.Equal("", answer);
        Assert.Equal(0, backend.Requests);
    }

    [Fact]
    public async Task An_upgraded_connection_ends_with_its_instance()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello");
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        var answer = await AskAsync(router, "GET / HTTP/1.1\r\n" + Host + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", isAll: false);

        Assert.StartsWith("HTTP/1.1 101 ", answer);
        Assert.EndsWith("hello", answer);
    }

    private static bool Has(string head, string header) => head.Contains(header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends bytes as they are and reads until the router closes the connection.</summary>
    /// <param name="isAll">Whether nothing more is to come, so that the router need not wait for it.</param>
    private static async Task<string> AskAsync(TestRouter router, string request, bool isAll = true)
    {
        await using var client = await router.ConnectAsync(TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        try
        {
            await client.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            if (isAll)
                client.Socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            while (await client.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10)) is > 0 and var count)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // The router has closed it while bytes were still coming.
        }
        return answer.ToString();
    }
}
