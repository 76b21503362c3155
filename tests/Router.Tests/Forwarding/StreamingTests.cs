using System.Net.WebSockets;
using System.Text;
using Ingot.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Forwarding;

public sealed class StreamingTests
{
    private const int Large = 64 * 1024 * 1024;

    [Fact]
    public async Task The_first_byte_of_an_answer_arrives_before_its_end()
    {
        await using var router = await TestRouter.StartAsync();
        var seen = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first ");
            await context.Response.Body.FlushAsync();
            await seen.Task;
            await context.Response.WriteAsync("last");
        });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var first = new byte[6];
        await body.ReadExactlyAsync(first);
        seen.SetResult();
        var last = await new StreamReader(body).ReadToEndAsync();

        Assert.Equal("first ", Encoding.ASCII.GetString(first));
        Assert.Equal("last", last);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_body_passes_both_ways_unchanged(bool chunked)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync(async context =>
        {
            // The client reads nothing before it has sent everything, so an echo byte by byte would block.
            using var held = new MemoryStream();
            await context.Request.Body.CopyToAsync(held);
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Response.Body.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length));
        });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        var sent = new byte[Large];
        new Random(1).NextBytes(sent);

        using var request = new HttpRequestMessage(HttpMethod.Put, "http://shop.apps.test/") { Content = new ByteArrayContent(sent) };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await router.Client.SendAsync(request);
        var received = await answer.Content.ReadAsByteArrayAsync();

        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task An_answer_before_the_end_of_an_upload_reaches_the_client()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
                socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                await RawBackend.ReadHeadAsync(socket);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        await using var client = await router.ConnectAsync(CancellationToken.None);

        await client.WriteAsync("POST / HTTP/1.1\r\nHost: shop.apps.test\r\nContent-Length: 1000000\r\n\r\nbegin"u8.ToArray());
        using var reader = new StreamReader(client);
        var status = await reader.ReadLineAsync();

        Assert.Equal("HTTP/1.1 413 Payload Too Large", status);
    }

    [Fact]
    public async Task Trailers_are_kept()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(
                    socket,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 42\r\n\r\n"
                );
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");

        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
        Assert.Equal("42", answer.TrailingHeaders.GetValues("X-Sum").Single());
    }

    [Fact]
    public async Task A_web_socket_passes_messages_both_ways()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync(EchoAsync, webSockets: true);
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        using var socket = new ClientWebSocket();
        var received = new byte[100];

        await socket.ConnectAsync(new Uri("ws://shop.apps.test/"), router.Client, CancellationToken.None);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var result = await socket.ReceiveAsync(received, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);

        Assert.Equal("hello", Encoding.UTF8.GetString(received, 0, result.Count));
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request_at_the_instance()
    {
        await using var router = await TestRouter.StartAsync();
        var arrived = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            arrived.SetResult();
            context.RequestAborted.Register(ended.SetResult);
            await ended.Task;
        });
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await using (var client = await router.ConnectAsync(CancellationToken.None))
        {
            await client.WriteAsync("GET / HTTP/1.1\r\nHost: shop.apps.test\r\n\r\n"u8.ToArray());
            await arrived.Task;
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up()
    {
        await using var router = await TestRouter.StartAsync(options => options with { RequestTimeout = TimeSpan.FromMilliseconds(100) });
        var ended = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(_ => ended.Task);
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");
        ended.SetResult();

        Assert.Equal(502, (int)answer.StatusCode);
        Assert.Equal("endpoint_failure (request timed out)", answer.Headers.GetValues("X-Cf-RouterError").Single());
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: \"x\"\r\n\r\n", 304, "")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", 205, "")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok")]
    [InlineData("HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end", 200, "until the end")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\n\r\n", 200, "ok")]
    [InlineData("nonsense\r\n\r\n", 502, "502 Bad Gateway: Registered endpoint failed to handle the request.\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", 502, "502 Bad Gateway: Registered endpoint failed to handle the request.\n")]
    public async Task Answers_of_every_framing_are_understood(string raw, int status, string body)
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = new RawBackend(
            async (socket, _) =>
            {
                await RawBackend.ReadHeadAsync(socket);
                await RawBackend.SendAsync(socket, raw);
            }
        );
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends every message back.</summary>
    internal static async Task EchoAsync(HttpContext context)
    {
        using var echo = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        while (await echo.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } message)
            await echo.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, CancellationToken.None);
        await echo.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
    }
}
