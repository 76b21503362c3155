using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>Hands every message to every reader that is there; a new reader first gets what the caller says it must know.</summary>
internal sealed class LiveStream<T>
{
    private readonly Lock gate = new();
    private readonly List<Channel<T>> readers = [];
    private CancellationTokenSource cut = new();

    public void Send(T message)
    {
        lock (gate)
        {
            foreach (var reader in readers)
                reader.Writer.TryWrite(message);
        }
    }

    /// <summary>Ends the stream of every reader.</summary>
    public void Cut()
    {
        lock (gate)
        {
            cut.Cancel();
            cut = new();
        }
    }

    public async IAsyncEnumerable<T> ReadAsync(Func<IEnumerable<T>> first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<T>();
        CancellationToken cutToken;
        lock (gate)
        {
            foreach (var message in first())
                channel.Writer.TryWrite(message);
            readers.Add(channel);
            cutToken = cut.Token;
        }
        using var registration = cutToken.Register(() => channel.Writer.TryComplete());
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancellationToken))
                yield return message;
        }
        finally
        {
            lock (gate)
                readers.Remove(channel);
        }
    }
}
