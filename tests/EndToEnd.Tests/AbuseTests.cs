using System.Net;
using System.Net.Sockets;
using System.Text;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>What one client or app does to all of the platform it can, and what its neighbours notice.</summary>
public sealed class AbuseTests(SharedPlatform shared) : IClassFixture<SharedPlatform>, IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    /// <summary>Half of how long a starved connection would wait.</summary>
    private static readonly TimeSpan LongestWait = Length / 2;

    private readonly TestPlatform platform = shared.Platform;
    private readonly TempDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Clients_that_send_requests_without_end_and_without_waiting_keep_no_other_waiting()
    {
        folder.Write("index.html", "hello");
        folder.Write("Staticfile", "");
        (await platform.CfInAsync(folder.Path, "push", "neighbour", "-m", "32M", "-k", "64M")).Succeeded();

        await using var load = new LoadClient(platform.Port, "neighbour.localhost", requestsPerSecond: 50);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FloodAsync("nobody.localhost")));
        var results = await load.StopAsync();

        Assert.NotEmpty(results);
        Assert.All(
            results,
            result =>
            {
                Assert.True(result.Status > 0, result.ToString());
                Assert.InRange(TimeProvider.System.GetElapsedTime(result.StartedAt, result.EndedAt), TimeSpan.Zero, LongestWait);
            }
        );
    }

    /// <summary>Writes requests as fast as they are taken, and throws the answers away.</summary>
    private async Task FloodAsync(string host)
    {
        using var over = new CancellationTokenSource(Length);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, platform.Port, over.Token);
        var requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", 2000)));
        var answers = new byte[1 << 20];
        await Task.WhenAll(UntilOverAsync(() => socket.SendAsync(requests, over.Token)), UntilOverAsync(() => socket.ReceiveAsync(answers, over.Token)));

        async Task UntilOverAsync(Func<ValueTask<int>> act)
        {
            try
            {
                while (!over.IsCancellationRequested)
                    await act();
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // Long enough.
            }
        }
    }
}
