using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Ingot.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Tests.Forwarding;

/// <summary>A router that makes room for another one on the same sockets.</summary>
public sealed class LeaveTests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: shop.apps.test\r\nContent-Length: 4\r\n\r\nping";

    [Fact]
    public async Task A_kept_connection_is_answered_once_more_and_new_ones_are_for_the_other_router()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync(context => context.Response.WriteAsync("ok"));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        await using var kept = await router.ConnectAsync(CancellationToken.None);
        Assert.DoesNotContain("Connection: close", await AskAsync(kept), StringComparison.Ordinal);

        await using var next = await router.StartBesideAsync();
        var leaving = router.Host.LeaveAsync();
        await using var fresh = await router.ConnectAsync(CancellationToken.None);
        var freshAnswer = await AskAsync(fresh);
        Assert.False(leaving.IsCompleted);
        var lastAnswer = await AskAsync(kept);
        await leaving;
        await next.StopAsync();

        Assert.DoesNotContain("Connection: close", freshAnswer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", lastAnswer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", lastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_come_while_routers_leave_one_after_another_find_the_next()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync(context => context.Response.WriteAsync("ok"));
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ConnectAgainAndAgainAsync(router, enough.Token))).ToList();

        for (var round = 0; round < 50; round++)
            await router.ReplaceHostAsync();
        await enough.CancelAsync();

        Assert.All(await Task.WhenAll(clients), answers => Assert.True(answers > 0));
    }

    [Fact]
    public async Task A_web_socket_goes_on_until_the_limit()
    {
        await using var router = await TestRouter.StartAsync(options => options with { LeaveTimeout = TimeSpan.FromSeconds(3), StopTimeout = TimeSpan.Zero });
        await using var backend = await Backend.StartAsync(StreamingTests.EchoAsync, webSockets: true);
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("ws://shop.apps.test/"), router.Client, CancellationToken.None);

        var leaving = router.Host.LeaveAsync();
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[100];
        var echo = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.False(leaving.IsCompleted);
        await leaving;
        await router.Host.StopAsync();

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, echo.Count));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(buffer, CancellationToken.None));
    }

    /// <summary>Returns how many were answered; throws when one was not.</summary>
    private static async Task<int> ConnectAgainAndAgainAsync(TestRouter router, CancellationToken enough)
    {
        var answers = 0;
        for (; !enough.IsCancellationRequested; answers++)
        {
            await using var connection = await router.ConnectAsync(CancellationToken.None);
            Assert.StartsWith("HTTP/1.1 200", await AskAsync(connection).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None), StringComparison.Ordinal);
        }
        return answers;
    }

    private static async Task<string> AskAsync(Stream connection)
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes(Post));
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        while (!IsWhole(answer.ToString()) && await connection.ReadAsync(buffer) is > 0 and var count)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return answer.ToString();
    }

    /// <summary>The app answers in chunks, the router itself with a length.</summary>
    private static bool IsWhole(string answer)
    {
        var bodyAt = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var length = Regex.Match(answer, "Content-Length: ([0-9]+)");
        return bodyAt >= 4 && (length.Success ? answer.Length - bodyAt >= int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) : answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
    }
}
