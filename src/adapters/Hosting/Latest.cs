using System.Runtime.CompilerServices;

namespace Ingot.Hosting;

/// <summary>A value that is replaced whole, with readers who want to see the newest one soon and need not see every one.</summary>
public sealed class Latest<T>(T initial)
    where T : class
{
    private readonly Lock gate = new();
    private T value = initial;
    private TaskCompletionSource changed = NewSignal();

    public T Value => Volatile.Read(ref value);

    /// <summary>Replaces the value by a function of it, one writer at a time.</summary>
    public void Update(Func<T, T> change)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            value = change(value);
            signal = changed;
            changed = NewSignal();
        }
        signal.SetResult();
    }

    /// <summary>The value now, then the newest one after every change; changes that come while the reader is busy are merged.</summary>
    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            T current;
            Task signal;
            lock (gate)
                (current, signal) = (value, changed.Task);
            yield return current;
            await signal.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
