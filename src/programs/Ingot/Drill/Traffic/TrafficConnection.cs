using System.Net.Sockets;

namespace Ingot.Drill.Traffic;

/// <summary>One connection to the front door.</summary>
internal sealed class TrafficConnection : IDisposable
{
    private readonly Socket socket;
    private readonly byte[] buffer = new byte[16 * 1024];

    private TrafficConnection(Socket socket)
    {
        this.socket = socket;
    }

    /// <summary>Whether nothing has come since the last answer, least of all the end.</summary>
    public bool IsIdle => !socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Whether the last answer left it ready for another request.</summary>
    public bool CanReuse { get; private set; }

    public static async Task<TrafficConnection> OpenAsync(TrafficTarget target, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.FrontDoor.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.FrontDoor, cancellationToken);
            return new TrafficConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one request and reads its answer; the router's error is with an answer of its own.</summary>
    public async Task<(Ending Ending, string? RouterError)> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        CanReuse = false;
        var answer = new AnswerReader();
        try
        {
            await socket.SendAsync(request, cancellationToken);
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer, cancellationToken);
                if (count == 0 && !answer.EndsWithConnection)
                    return (answer.HasBegun ? Ending.Truncated : Ending.NoAnswer, null);
                if (count > 0 && !answer.Take(buffer.AsSpan(0, count)))
                    continue;
                CanReuse = count > 0 && answer.KeepsAlive;
                return (EndingOf(answer.RouterError), answer.RouterError);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            return (answer.HasBegun ? Ending.Truncated : Ending.NoAnswer, null);
        }
    }

    public void Dispose() => socket.Dispose();

    private static Ending EndingOf(string? routerError) =>
        routerError switch
        {
            null => Ending.Answered,
            _ when routerError.StartsWith("endpoint_failure", StringComparison.Ordinal) => Ending.InstanceFailed,
            _ => Ending.Unserved,
        };
}
