using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ingot.Router;

/// <summary>
/// The connections that come in by inherited sockets. Accepting can be ended while the connections there are go on, which Kestrel
/// itself cannot: what waits in the kernel then is for the next router.
/// </summary>
internal sealed class ClientConnections(IConnectionListenerFactory sockets) : IConnectionListenerFactory, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly List<Task> accepting = [];
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Open connections, and listeners that may still bring one.</summary>
    private int open;

    /// <summary>Ends when nothing is accepted any more and the last connection is closed.</summary>
    public Task None => none.Task;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = await sockets.BindAsync(endpoint, cancellationToken);
        if (endpoint is not FileHandleEndPoint)
            return listener;
        Interlocked.Increment(ref open);
        var counting = new CountingListener(listener, this);
        accepting.Add(counting.Ended);
        return counting;
    }

    /// <summary>
    /// Leaves further connections to others who listen on the same sockets; returns when none is being accepted. Only after that may a
    /// listener be closed: .NET may disconnect a socket that is closed while it accepts, which would end the listening of all.
    /// </summary>
    public async Task StopAcceptingAsync()
    {
        await leaving.CancelAsync();
        await Task.WhenAll(accepting);
    }

    public void Dispose() => leaving.Dispose();

    /// <summary>Runs a connection, to be used around all that a connection does.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) =>
        async connection =>
        {
            try
            {
                await next(connection);
            }
            finally
            {
                Leave();
            }
        };

    private void Leave()
    {
        if (Interlocked.Decrement(ref open) == 0)
            none.TrySetResult();
    }

    /// <summary>Counts a connection before Kestrel sees it, so that none is overlooked between the two.</summary>
    private sealed class CountingListener(IConnectionListener listener, ClientConnections connections) : IConnectionListener
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when nothing more is accepted.</summary>
        public Task Ended => ended.Task;

        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            ConnectionContext? connection = null;
            try
            {
                return connection = await listener.AcceptAsync(connections.leaving.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            finally
            {
                if (connection is not null)
                    Interlocked.Increment(ref connections.open);
                else
                    End();
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();

        private void End()
        {
            connections.Leave();
            ended.TrySetResult();
        }
    }
}
