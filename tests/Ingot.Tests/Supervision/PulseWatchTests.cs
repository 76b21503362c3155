using System.Net.Sockets;
using Ingot.Supervision;
using Ingot.Testing;

namespace Ingot.Tests.Supervision;

/// <summary>What a supervisor takes for silence.</summary>
public sealed class PulseWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempDirectory folder = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ManualTime time = new();
    private TimeSpan used;
    private int asked;

    public PulseWatchTests() => listener.Bind(new UnixDomainSocketEndPoint(folder.Combine("pulse")));

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_supervisor_that_slept_while_it_waited_for_an_answer_asks_again()
    {
        var serving = ServeAsync(isSilent: number => number == 2);
        using var ended = new CancellationTokenSource();
        var watch = new PulseWatch(folder.Combine("pulse"), () => used, time).FellSilentAsync(ended.Token);

        await AdvanceUntilAsync(2);
        time.Advance(TimeSpan.FromMinutes(1));
        await AdvanceUntilAsync(4);

        Assert.False(watch.IsCompleted);
        await ended.CancelAsync();
        Assert.False(await watch);
        listener.Close();
        await Assert.ThrowsAnyAsync<SocketException>(() => serving);
    }

    [Fact]
    public async Task A_process_that_answers_nothing_for_five_seconds_is_silent()
    {
        var serving = ServeAsync(isSilent: number => number > 1);
        var watch = new PulseWatch(folder.Combine("pulse"), () => used, time).FellSilentAsync(CancellationToken.None);

        await AdvanceUntilAsync(2);
        await Eventually.TrueAsync(() => Advance() && watch.IsCompleted, Patience, "it is silent");

        Assert.True(await watch);
        listener.Close();
        await Assert.ThrowsAnyAsync<SocketException>(() => serving);
    }

    [Fact]
    public async Task One_that_works_is_silent_after_thirty_seconds_only()
    {
        var serving = ServeAsync(isSilent: number => number > 1);
        var watch = new PulseWatch(folder.Combine("pulse"), () => used, time).FellSilentAsync(CancellationToken.None);

        await AdvanceUntilAsync(2);
        used = TimeSpan.FromSeconds(0.2);
        // Each question that is not answered takes a second at most.
        await AdvanceUntilAsync(15);
        Assert.False(watch.IsCompleted);
        await Eventually.TrueAsync(() => Advance() && watch.IsCompleted, Patience, "it is silent");

        Assert.True(await watch);
        Assert.InRange(asked, 15, 40);
        listener.Close();
        await Assert.ThrowsAnyAsync<SocketException>(() => serving);
    }

    private Task AdvanceUntilAsync(int number) => Eventually.TrueAsync(() => Advance() && Volatile.Read(ref asked) >= number, Patience, $"question {number}");

    private bool Advance()
    {
        time.Advance(TimeSpan.FromMilliseconds(200));
        return true;
    }

    /// <summary>Answers each question on a connection of its own.</summary>
    private async Task ServeAsync(Func<int, bool> isSilent)
    {
        listener.Listen();
        var open = new List<Socket>();
        while (true)
        {
            var connection = await listener.AcceptAsync();
            open.Add(connection);
            await connection.ReceiveAsync(new byte[4096]);
            if (!isSilent(Interlocked.Increment(ref asked)))
                await connection.SendAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        }
    }
}
