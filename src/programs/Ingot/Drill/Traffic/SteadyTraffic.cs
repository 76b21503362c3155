using System.Collections.Concurrent;
using System.Net.Sockets;
using Ingot.Drill.Clocks;

namespace Ingot.Drill.Traffic;

/// <summary>
/// Traffic at a fixed rate, whatever the answers take, so that a stall is felt by every request that falls into it. GET and POST,
/// on kept-alive and on new connections in turn; nothing is sent twice. A kept-alive connection which the server has closed is
/// replaced before use, as every client does.
/// </summary>
internal sealed class SteadyTraffic(TrafficTarget target, int requestsPerSecond, DrillClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentStack<TrafficConnection> kept = new();
    private readonly Lock gate = new();
    private readonly List<RequestResult> results = [];
    private readonly SortedSet<long> underWay = [];
    private readonly CancellationTokenSource stopping = new();
    private Task sending = Task.CompletedTask;
    private TimeSpan startedAt;

    public void Start()
    {
        startedAt = clock.Now;
        sending = Task.Run(SendSteadilyAsync);
    }

    /// <summary>The requests that were due in a window; all of them have ended once <see cref="HasEnded"/> said so of its end.</summary>
    public IReadOnlyList<RequestResult> Between(TimeSpan from, TimeSpan to)
    {
        lock (gate)
            return [.. results.Where(request => request.DueAt >= from && request.DueAt < to)];
    }

    /// <summary>Whether no request that was due before a moment is under way.</summary>
    public bool HasEnded(TimeSpan before)
    {
        lock (gate)
            return underWay.Count == 0 || DueAt(underWay.Min) >= before;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await sending;
        await clock.WaitAsync(() => Task.FromResult(HasEnded(TimeSpan.MaxValue)), Patience, CancellationToken.None);
        foreach (var connection in kept)
            connection.Dispose();
        stopping.Dispose();
    }

    private TimeSpan DueAt(long number) => startedAt + TimeSpan.FromSeconds((double)number / requestsPerSecond);

    private async Task SendSteadilyAsync()
    {
        using var timer = new PeriodicTimer(Tick, clock.Time);
        try
        {
            for (var number = 0L; await timer.WaitForNextTickAsync(stopping.Token); )
            {
                for (; DueAt(number) <= clock.Now; number++)
                {
                    lock (gate)
                        underWay.Add(number);
                    _ = SendAsync(number);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task SendAsync(long number)
    {
        var (isPost, isNew) = (number % 2 == 1, number / 2 % 2 == 1);
        var (ending, routerError) = await SendAsync(isPost, isNew);
        var result = new RequestResult(DueAt(number), clock.Now, isPost, isNew, ending, routerError);
        lock (gate)
        {
            results.Add(result);
            underWay.Remove(number);
        }
    }

    private async Task<(Ending Ending, string? RouterError)> SendAsync(bool isPost, bool isNew)
    {
        TrafficConnection? connection = null;
        using var giveUp = new CancellationTokenSource(Patience, clock.Time);
        try
        {
            connection = (isNew ? null : TakeKept()) ?? await TrafficConnection.OpenAsync(target, giveUp.Token);
            var answer = await connection.ExchangeAsync(target.Request(isPost, close: isNew), giveUp.Token);
            if (!isNew && connection.CanReuse)
            {
                kept.Push(connection);
                connection = null;
            }
            return answer;
        }
        catch (SocketException)
        {
            return (Ending.Refused, null);
        }
        catch (OperationCanceledException)
        {
            return (Ending.TimedOut, null);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private TrafficConnection? TakeKept()
    {
        while (kept.TryPop(out var connection))
        {
            if (connection.IsIdle)
                return connection;
            connection.Dispose();
        }
        return null;
    }
}
