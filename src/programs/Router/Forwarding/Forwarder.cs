using Ingot.Router.Upstreams;

namespace Ingot.Router.Forwarding;

/// <summary>How one attempt to have a request answered ended.</summary>
internal enum Outcome
{
    /// <summary>The client has the whole answer.</summary>
    Answered,

    /// <summary>Nobody accepts connections, or keeps them; no byte was sent and the client's body is untouched.</summary>
    CannotConnect,

    /// <summary>The connection ended without a byte of answer; what the endpoint did with the request is unknown.</summary>
    NoAnswer,

    /// <summary>The endpoint hangs; no byte of an answer came, and the request may go to another.</summary>
    Hung,

    /// <summary>What came is not an HTTP answer; the client has nothing of it.</summary>
    InvalidAnswer,

    /// <summary>The answer broke off after its head; the client's connection is broken too, so that it can tell.</summary>
    Truncated,

    /// <summary>The client left.</summary>
    ClientGone,

    /// <summary>The client's body is malformed.</summary>
    InvalidRequest,

    TimedOut,
}

/// <summary>The data plane: one request, one address, one attempt, over HTTP/1.1. All that is known about retries stays with the callers.</summary>
internal sealed class Forwarder(TimeSpan requestTimeout, TimeProvider time)
{
    private static readonly TimeSpan AnyIdle = TimeSpan.FromSeconds(90);

    /// <summary>An idle connection may be closing; a request that cannot be repeated goes only on one used within this time, 1 s by default.</summary>
    public TimeSpan FreshIdle { get; init; } = TimeSpan.FromSeconds(1);

    public async ValueTask<Outcome> ForwardAsync(ProxyRequest request, ConnectionPool connections)
    {
        var aborted = request.Context.RequestAborted;
        if (connections.TakeIdle(request.IsRepeatable ? AnyIdle : FreshIdle) is { } idle)
        {
            var outcome = await UseAsync(request, connections, idle);
            // The endpoint may have closed it for being idle too long, which says nothing about its health.
            var mayGoAgain = outcome == Outcome.CannotConnect || (outcome == Outcome.NoAnswer && request.IsRepeatable);
            if (!mayGoAgain)
                return outcome;
        }
        var connection = await connections.ConnectAsync(aborted);
        if (connection is null)
            return aborted.IsCancellationRequested ? Outcome.ClientGone : Outcome.CannotConnect;
        return await UseAsync(request, connections, connection);
    }

    private async ValueTask<Outcome> UseAsync(ProxyRequest request, ConnectionPool connections, UpstreamConnection connection)
    {
        var deadline = time.GetTimestamp() + (long)(requestTimeout.TotalSeconds * time.TimestampFrequency);
        connection.Begin(request.Context, deadline, request.MayMove);
        var exchange = new Exchange(request, connection, time);
        Outcome outcome;
        try
        {
            await using (request.Context.RequestAborted.UnsafeRegister(static state => ((UpstreamConnection)state!).Abort(), connection))
                outcome = await exchange.RunAsync();
        }
        catch
        {
            connections.Close(connection);
            throw;
        }
        if (exchange.CanReuse && !request.Context.RequestAborted.IsCancellationRequested)
            connections.Return(connection);
        else
            connections.Close(connection);
        return outcome switch
        {
            Outcome.Answered or Outcome.InvalidRequest => outcome,
            _ when connection.IsMoved => Outcome.Hung,
            _ when connection.TimedOut && outcome != Outcome.Truncated => Outcome.TimedOut,
            _ when request.Context.RequestAborted.IsCancellationRequested => Outcome.ClientGone,
            _ => outcome,
        };
    }
}
