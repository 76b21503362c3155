using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ingot.EndToEnd.Tests.Support;

/// <summary>One request of the load, and what became of it.</summary>
/// <param name="Status">0 when there was no answer; then <paramref name="Fault"/> says why.</param>
public sealed record LoadResult(string Method, bool NewConnection, long StartedAt, long EndedAt, int Status, string? Fault)
{
    public bool Failed => Status != 200;
    public bool Refused => Fault == nameof(SocketError.ConnectionRefused);

    /// <summary>Whether the request was under way at a moment; a little later counts too, since signals take their time.</summary>
    public bool UnderWayAt(long moment, TimeSpan slack) =>
        StartedAt <= moment + slack.Ticks * TimeProvider.System.TimestampFrequency / TimeSpan.TicksPerSecond && EndedAt >= moment;

    public override string ToString() => $"{Method} {(NewConnection ? "new" : "kept")} {Status} {Fault}";
}

/// <summary>
/// Steady traffic that never retries: GET and POST, on kept-alive and on new connections in turn, at a fixed rate whatever the
/// answers take. A kept-alive connection that the server has closed is replaced before use, as every client does.
/// </summary>
public sealed class LoadClient : IAsyncDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(20);
    private readonly int port;
    private readonly string host;
    private readonly ConcurrentStack<Socket> kept = new();
    private readonly ConcurrentQueue<LoadResult> results = new();
    private readonly ConcurrentDictionary<Task, byte> underWay = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    public LoadClient(int port, string host, int requestsPerSecond)
    {
        (this.port, this.host) = (port, host);
        loop = Task.Run(() => SendSteadilyAsync(TimeSpan.FromSeconds(1.0 / requestsPerSecond)));
    }

    public int Count => results.Count;

    /// <summary>Stops sending, waits for what is under way, and returns everything.</summary>
    public async Task<IReadOnlyList<LoadResult>> StopAsync()
    {
        await stopping.CancelAsync();
        await loop;
        await Task.WhenAll(underWay.Keys);
        return [.. results];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var socket in kept)
            socket.Dispose();
        stopping.Dispose();
    }

    private async Task SendSteadilyAsync(TimeSpan period)
    {
        using var timer = new PeriodicTimer(period);
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(stopping.Token); number++)
            {
                var method = number % 2 == 0 ? "GET" : "POST";
                var fresh = number / 2 % 2 == 0;
                var task = Task.Run(() => SendAsync(method, fresh));
                underWay[task] = 0;
                _ = task.ContinueWith(done => underWay.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task SendAsync(string method, bool fresh)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        Socket? socket = null;
        var (status, fault) = (0, (string?)null);
        try
        {
            using var giveUp = new CancellationTokenSource(AnswerPatience);
            socket = (fresh ? null : TakeKept()) ?? await ConnectAsync(giveUp.Token);
            status = await ExchangeAsync(socket, method, fresh, giveUp.Token);
            if (!fresh)
            {
                kept.Push(socket);
                socket = null;
            }
        }
        catch (SocketException exception)
        {
            fault = exception.SocketErrorCode.ToString();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            fault = exception.Message;
        }
        socket?.Dispose();
        results.Enqueue(new LoadResult(method, fresh, startedAt, TimeProvider.System.GetTimestamp(), status, fault));
    }

    private Socket? TakeKept()
    {
        while (kept.TryPop(out var socket))
        {
            if (!socket.Poll(0, SelectMode.SelectRead))
                return socket;
            socket.Dispose();
        }
        return null;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return socket;
    }

    /// <summary>Sends one request and reads its whole answer, which must carry a length or be chunked.</summary>
    private async Task<int> ExchangeAsync(Socket socket, string method, bool close, CancellationToken cancellationToken)
    {
        var body = method == "POST" ? "ping" : "";
        var path = method == "POST" ? "/echo" : "/";
        var head = $"{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {body.Length}\r\n{(close ? "Connection: close\r\n" : "")}\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        var buffer = new byte[16 * 1024];
        var answer = new StringBuilder();
        while (!IsComplete(answer.ToString()))
        {
            var count = await socket.ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
                throw new IOException("The connection ended before the answer did.");
            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        return int.Parse(answer.ToString(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsComplete(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        const string LengthName = "Content-Length: ";
        var length = answer.IndexOf(LengthName, 0, end, StringComparison.OrdinalIgnoreCase);
        if (length < 0)
            return answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var digits = answer.AsSpan(length + LengthName.Length);
        return answer.Length >= end + 4 + int.Parse(digits[..digits.IndexOf('\r')], System.Globalization.CultureInfo.InvariantCulture);
    }
}
