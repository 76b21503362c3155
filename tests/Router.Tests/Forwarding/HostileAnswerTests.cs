using System.Net;
using System.Net.Sockets;
using System.Text;
using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests.Forwarding;

/// <summary>Instances whose answers are none: the client is told so at once, and the next request is not touched by them.</summary>
public sealed class HostileAnswerTests
{
    private const string Failed = "502 Bad Gateway: Registered endpoint failed to handle the request.\n";
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    [Theory]
    [InlineData("nonsense")]
    [InlineData("\u0016\u0003\u0001")]
    [InlineData("HTTP/2.0 200 OK")]
    public async Task What_begins_as_no_answer_is_not_waited_for(string begin) => await RefusedAsync(socket => RawBackend.SendAsync(socket, begin));

    [Fact]
    public Task A_head_without_end() => RefusedAsync(socket => ForeverAsync(socket, Ok, $"X-Long: {new string('x', 1000)}\r\n"));

    [Fact]
    public Task Interim_answers_without_end() => RefusedAsync(socket => ForeverAsync(socket, "", "HTTP/1.1 100 Continue\r\n\r\n"));

    [Theory]
    [InlineData("a: b\r\n", 180_000)]
    [InlineData("Connection: x\r\n", 60_000)]
    public Task Headers_by_the_ten_thousand(string header, int count) =>
        RefusedAsync(socket => RawBackend.SendAsync(socket, Ok + new StringBuilder().Insert(0, header, count) + "Content-Length: 2\r\n\r\nok"));

    [Theory]
    [InlineData(Ok + "X-Bell: \u0007\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData(Ok + "X Y: z\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData(Ok + "Content-Length: +2\r\n\r\nok")]
    [InlineData(Ok + "Content-Length: 99999999999999999999\r\n\r\nok")]
    [InlineData(Ok + "Transfer-Encoding: gzip\r\n\r\nok")]
    [InlineData("HTTP/1.1 000 Nothing\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: nobody-asked\r\n\r\n")]
    public Task Heads_that_make_no_sense(string head) => RefusedAsync(socket => RawBackend.SendAsync(socket, head));

    [Fact]
    public async Task A_refused_upgrade_with_a_header_that_may_not_be_sent()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-Bell: \u0007\r\n\r\n");
                await RawBackend.ReadHeadAsync(socket);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://shop.apps.test/") { Headers = { Upgrade = { new("websocket") }, Connection = { "Upgrade" } } };

        using var answer = await router.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Theory]
    [InlineData(Ok + "Content-Length: 200\r\n\r\nok")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n")]
    public async Task An_answer_that_breaks_off_breaks_the_clients_connection(string begin)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, begin);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await Assert.ThrowsAsync<HttpRequestException>(() => router.Client.GetStringAsync("http://shop.apps.test/"));
    }

    [Theory]
    [InlineData(Ok + "Content-Length: 2\r\n\r\nok", "GET", "ok")]
    [InlineData(Ok + "Content-Length: 2\r\n\r\n", "HEAD", "")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n", "GET", "ok")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "GET", "")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 3\r\n\r\nabc", "GET", "")]
    public async Task Bytes_behind_an_answer_reach_no_other_client(string answer, string method, string body)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                while (await RawBackend.ReadHeadAsync(socket) is not null)
                    await RawBackend.SendAsync(socket, answer + Ok + "Content-Length: 4\r\n\r\nevil");
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        for (var round = 0; round < 3; round++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "http://shop.apps.test/");
            using var received = await router.Client.SendAsync(request);
            Assert.Equal(body, await received.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The client gets a 502 although the instance holds the connection, and the instance's connection ends.</summary>
    private static async Task RefusedAsync(Func<Socket, Task> answer)
    {
        await using var router = await TestRouter.StartAsync();
        var ended = new TaskCompletionSource();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                try
                {
                    await answer(socket);
                    await RawBackend.ReadHeadAsync(socket);
                }
                finally
                {
                    ended.TrySetResult();
                }
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        using var received = await router.Client.GetAsync("http://shop.apps.test/").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(HttpStatusCode.BadGateway, received.StatusCode);
        Assert.Equal(Failed, await received.Content.ReadAsStringAsync());
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task ForeverAsync(Socket socket, string begin, string part)
    {
        await RawBackend.SendAsync(socket, begin);
        while (true)
            await RawBackend.SendAsync(socket, part);
    }
}
