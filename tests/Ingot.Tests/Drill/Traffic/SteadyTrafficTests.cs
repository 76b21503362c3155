using System.Net;
using System.Net.Sockets;
using Ingot.Drill.Clocks;
using Ingot.Drill.Traffic;
using Ingot.Testing;

namespace Ingot.Tests.Drill.Traffic;

/// <summary>Against a server that answers as each test says.</summary>
public sealed class SteadyTrafficTests : IDisposable
{
    private const int Rate = 200;
    private const string Empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly DrillClock clock = new(TimeProvider.System);
    private readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SteadyTrafficTests()
    {
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen();
    }

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task It_sends_gets_and_posts_on_kept_and_new_connections_in_equal_parts()
    {
        _ = ServeAsync(Empty);

        var results = await SendAsync(Rate);

        Assert.All(results, request => Assert.Equal(Ending.Answered, request.Ending));
        var kinds = results.CountBy(request => (request.IsPost, request.IsNewConnection)).ToDictionary();
        Assert.Equal(4, kinds.Count);
        Assert.All(kinds.Values, count => Assert.InRange(count, (Rate / 4) - 1, (Rate / 4) + 1));
    }

    [Fact]
    public async Task A_stall_is_felt_by_every_request_that_was_due_in_it()
    {
        const int Waiting = 50;
        await using var traffic = NewTraffic();
        traffic.Start();
        var connections = new List<Socket>();
        while (connections.Count < Waiting)
            connections.Add(await server.AcceptAsync(TestContext.Current.CancellationToken));

        var answeredAt = clock.Now;
        foreach (var connection in connections)
            _ = AnswerAsync(connection, System.Text.Encoding.ASCII.GetBytes(Empty));
        _ = ServeAsync(Empty);

        var results = await EndedAsync(traffic, Waiting);
        Assert.All(results, request => Assert.True(request.EndedAt >= answeredAt && request.Took >= answeredAt - request.DueAt));
        Assert.True(results[0].Took > TimeSpan.FromSeconds((Waiting - 10.0) / Rate), $"the first took {results[0].Took}");
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_a_failure_and_not_tried_again()
    {
        var connections = 0;
        _ = ServeAsync(answer: "", () => Interlocked.Increment(ref connections));

        var results = await SendAsync(Rate / 4);

        Assert.All(results, request => Assert.Equal(Ending.NoAnswer, request.Ending));
        Assert.InRange(connections, results.Count, results.Count + 5);
    }

    /// <summary>Traffic until so many have ended, in the order in which they were due.</summary>
    private async Task<IReadOnlyList<RequestResult>> SendAsync(int count)
    {
        await using var traffic = NewTraffic();
        traffic.Start();
        return await EndedAsync(traffic, count);
    }

    private SteadyTraffic NewTraffic() => new(new TrafficTarget((IPEndPoint)server.LocalEndPoint!, "app.test/path"), Rate, clock);

    private static async Task<IReadOnlyList<RequestResult>> EndedAsync(SteadyTraffic traffic, int count)
    {
        await Eventually.TrueAsync(() => traffic.Between(TimeSpan.Zero, TimeSpan.MaxValue).Count >= count, Limit, "enough requests ended");
        return [.. traffic.Between(TimeSpan.Zero, TimeSpan.MaxValue).OrderBy(request => request.DueAt).Take(count)];
    }

    private async Task ServeAsync(string answer, Action? onConnection = null)
    {
        try
        {
            while (true)
            {
                var connection = await server.AcceptAsync();
                onConnection?.Invoke();
                _ = AnswerAsync(connection, System.Text.Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(Socket connection, byte[] answer)
    {
        using (connection)
        {
            var buffer = new byte[4096];
            try
            {
                while (await connection.ReceiveAsync(buffer) > 0 && answer.Length > 0)
                    await connection.SendAsync(answer);
            }
            catch (SocketException)
            {
                // The client left first.
            }
        }
    }
}
